using Assessment.Calibration.Raters;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Planted;

/// <summary>The tests that a rater's profile holds.</summary>
internal enum SignalKind
{
    CentralTendency,
    RangeRestriction,
    Halo,
    Drift,
    Cusum,
}

/// <summary>Tables of raters some of whom drift, let impressions spread, or shun the ends of the scale.</summary>
/// <param name="Name">What is planted.</param>
/// <param name="Options">The simulation.</param>
/// <param name="Planted">The kinds of test that ought to flag.</param>
/// <param name="Affected">The raters that are changed, by index.</param>
/// <param name="Narrow">Whether those raters' levels are drawn one step towards the middle.</param>
internal sealed record RaterStudy(string Name, SimulationOptions Options, SignalKind[] Planted, Range Affected, bool Narrow = false)
{
    private static readonly SimulationOptions s_base = new() { Candidates = 500, Raters = 40, Criteria = 5, RatersPerCandidate = 4, Periods = 8 };

    public static RaterStudy Nothing { get; } = new("nothing, rating scale", s_base, [], ..0);

    public static RaterStudy NothingPartialCredit { get; } = new("nothing, partial credit", s_base with { Model = SimulatedModel.PartialCredit }, [], ..0);

    public static RaterStudy NothingSparse { get; } = new("nothing, two raters a candidate", s_base with { RatersPerCandidate = 2 }, [], ..0);

    public static RaterStudy NothingSmall { get; } = new("nothing, 12 raters and 150 candidates", s_base with { Raters = 12, Candidates = 150 }, [], ..0);

    public static RaterStudy Drift { get; } = new(
        "drift of 0.3 logits a period", s_base with { DriftingShare = 0.1, DriftPerPeriod = 0.3 }, [SignalKind.Drift, SignalKind.Cusum], ..4);

    public static RaterStudy WeakDrift { get; } = new(
        "drift of 0.15 logits a period", s_base with { DriftingShare = 0.1, DriftPerPeriod = 0.15 }, [SignalKind.Drift, SignalKind.Cusum], ..4);

    public static RaterStudy Halo { get; } = new("halo of 1.5 logits", s_base with { HaloShare = 0.1, HaloSd = 1.5 }, [SignalKind.Halo], 36..40);

    public static RaterStudy NarrowScale { get; } = new(
        "narrowed scale: 1 to 2, 2 and 4 to 3, 5 to 4", s_base, [SignalKind.CentralTendency, SignalKind.RangeRestriction], ..4, Narrow: true);

    public static IReadOnlyList<RaterStudy> All { get; } =
        [Nothing, NothingPartialCredit, NothingSparse, NothingSmall, Drift, WeakDrift, Halo, NarrowScale];

    /// <summary>Simulates and analyses.</summary>
    /// <param name="runs">Tables.</param>
    /// <param name="firstSeed">Seeds go up from here.</param>
    public RaterOutcome Run(int runs, ulong firstSeed)
    {
        var outcome = new RaterOutcome();
        Parallel.For(0, runs, run =>
        {
            RatingTable table = Simulator.Run(Options with { Seed = firstSeed + (ulong)run }).Table;
            outcome.Add(RaterAnalysis.Of(Narrow ? Narrowed(table) : table).Raters, IsPlanted);
        });
        return outcome;
    }

    private bool IsPlanted(int rater, SignalKind kind)
    {
        (int offset, int length) = Affected.GetOffsetAndLength(Options.Raters);
        return rater >= offset && rater < offset + length && Planted.Contains(kind);
    }

    private RatingTable Narrowed(RatingTable table)
    {
        (int offset, int length) = Affected.GetOffsetAndLength(Options.Raters);
        var builder = new RatingTableBuilder(table.CandidateNames, table.RaterNames, table.CriterionNames, table.PeriodNames).WithScale(1, 5);
        for (int i = 0; i < table.Count; i++)
        {
            int level = table.Levels[i], rater = table.Raters[i];
            bool affected = rater >= offset && rater < offset + length;
            builder.AddIndexed(
                table.Candidates[i], rater, table.Criteria[i], (byte)(affected ? level - Math.Sign(level - 3) : level), table.Periods[i]);
        }

        return builder.Build();
    }
}

/// <summary>What the rater analysis made of a study's tables.</summary>
internal sealed class RaterOutcome
{
    private readonly AlarmTally[] _kinds = [.. Enum.GetValues<SignalKind>().Select(_ => new AlarmTally())];

    public AlarmTally this[SignalKind kind] => _kinds[(int)kind];

    /// <summary>All kinds together: a table's alarms are those of any kind.</summary>
    public AlarmTally Together { get; } = new();

    public void Add(IReadOnlyList<RaterProfile> raters, Func<int, SignalKind, bool> planted)
    {
        foreach (SignalKind kind in Enum.GetValues<SignalKind>())
        {
            this[kind].Add(raters.Select(r => Outcome(r, kind)));
        }

        Together.Add(raters.SelectMany(r => Enum.GetValues<SignalKind>().Select(kind => Outcome(r, kind))));

        (bool Planted, bool Flagged, double PValue) Outcome(RaterProfile profile, SignalKind kind)
        {
            RaterSignal signal = Signals(profile)[(int)kind];
            return (planted(profile.Rater, kind), signal.Flagged, signal.PValue);
        }
    }

    /// <summary>In the order of <see cref="SignalKind"/>.</summary>
    public static RaterSignal[] Signals(RaterProfile p) => [p.CentralTendency, p.RangeRestriction, p.Halo, p.Drift, p.Cusum.Signal];
}
