using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Planted;

/// <summary>Tables of raters some of whom are biased towards a criterion or a group.</summary>
/// <param name="Name">What is planted.</param>
/// <param name="Facet">What raters may be biased towards.</param>
/// <param name="Options">The simulation.</param>
internal sealed record BiasStudy(string Name, InteractionFacet Facet, SimulationOptions Options)
{
    private static readonly SimulationOptions s_base = new() { Candidates = 500, Raters = 40, Criteria = 5, RatersPerCandidate = 4, Groups = 2 };

    public static BiasStudy NoneByCriterion { get; } = new("none, by criterion", InteractionFacet.Criterion, s_base);

    public static BiasStudy NoneByGroup { get; } = new("none, by group, abilities half a logit apart", InteractionFacet.Group, s_base with { GroupGap = 0.5 });

    public static BiasStudy NoneSparse { get; } = new("none, by criterion, two raters a candidate", InteractionFacet.Criterion, s_base with { RatersPerCandidate = 2 });

    public static BiasStudy Criterion { get; } = new(
        "1 logit in 5 % of cells, by criterion", InteractionFacet.Criterion, s_base with { CriterionBiasShare = 0.05, CriterionBias = 1 });

    public static BiasStudy RareCriterion { get; } = new(
        "1.5 logits in 1 % of cells, by criterion", InteractionFacet.Criterion, s_base with { CriterionBiasShare = 0.01, CriterionBias = 1.5 });

    public static BiasStudy Group { get; } = new(
        "1 logit by 10 % of raters, by group", InteractionFacet.Group, s_base with { GroupBiasShare = 0.1, GroupBias = 1, Candidates = 1500 });

    public static IReadOnlyList<BiasStudy> All { get; } = [NoneByCriterion, NoneByGroup, NoneSparse, Criterion, RareCriterion, Group];

    /// <summary>Simulates, fits and looks for bias.</summary>
    /// <param name="method">The estimator.</param>
    /// <param name="runs">Tables.</param>
    /// <param name="firstSeed">Seeds go up from here.</param>
    public BiasOutcome Run(RaschMethod method, int runs, ulong firstSeed)
    {
        var outcome = new BiasOutcome();
        Parallel.For(0, runs, run =>
        {
            Simulation simulation = Simulator.Run(Options with { Seed = firstSeed + (ulong)run });
            InteractionReport report = ManyFacetRasch.Fit(simulation.Table, new RaschOptions { Method = method }).Components.Single()
                .Interactions(Facet, new InteractionOptions { MinimumRatings = 5 });
            outcome.Add(report, cell => Facet == InteractionFacet.Group
                ? simulation.Truth.GroupBias[cell.Rater] != 0
                : simulation.Truth.CriterionBias[cell.Rater, cell.Element] != 0);
        });
        return outcome;
    }
}

/// <summary>What the bias analysis made of a study's tables.</summary>
internal sealed class BiasOutcome
{
    private readonly Lock _gate = new();
    private double _squares, _smallest = double.PositiveInfinity;
    private int _clean;

    public AlarmTally Cells { get; } = new();

    /// <summary>Mean T² of cells without a planted bias: 1 when errors are honest.</summary>
    public double MeanSquare => _squares / _clean;

    /// <summary>Least size of a shrunken bias that was flagged, in logits; infinite when none was.</summary>
    public double SmallestFlagged => _smallest;

    public void Add(InteractionReport report, Func<Interaction, bool> planted)
    {
        Cells.Add(report.Cells.Select(cell => (planted(cell), cell.IsFlagged, cell.PValue)));
        Interaction[] clean = [.. report.Cells.Where(cell => !planted(cell) && !double.IsNaN(cell.T))];
        lock (_gate)
        {
            _squares += clean.Sum(cell => cell.T * cell.T);
            _clean += clean.Length;
            _smallest = report.Cells.Where(cell => cell.IsFlagged).Select(cell => Math.Abs(cell.Shrunken.Value)).Append(_smallest).Min();
        }
    }
}
