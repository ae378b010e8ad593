using Assessment.Calibration.Raters;
using Assessment.Calibration.Tests.Planted;
using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Raters;

/// <summary>Planted drift, halo and narrow use of the scale are found; raters without them are left alone.</summary>
/// <remarks>
/// Bounds are from theory, not from outcomes. False alarms: a table without anything planted has one with chance .05 at most, and a
/// p-value is below .05 with chance .05 at most. Power: planted effects have noncentralities of 7 and more (drift: 0.3 logits against an error of
/// √(0.35/(50 · 5.25)) = 0.037; halo: log of a variance ratio of 7 against √(2/49); likewise the narrowed scale) against
/// critical values of 4, so that a test of 50 candidates misses less than one in a hundred; the CUSUM, made for steps, one in twenty.
/// </remarks>
public class RaterAnalysisTests(ITestOutputHelper output)
{
    private const ulong FirstSeed = 20_000;
    private static readonly bool s_full = Environment.GetEnvironmentVariable("ASSESSMENT_FULL") == "1";

    public static TheoryData<string> WithoutAnything =>
        [RaterStudy.Nothing.Name, RaterStudy.NothingPartialCredit.Name, RaterStudy.NothingSparse.Name, RaterStudy.NothingSmall.Name];

    public static TheoryData<string> WithEffects => [RaterStudy.Drift.Name, RaterStudy.Halo.Name, RaterStudy.NarrowScale.Name];

    [Theory]
    [MemberData(nameof(WithoutAnything))]
    public void Of_NothingPlanted_RaisesAlarmsInAtMostOneTableInTwenty(string name)
    {
        int runs = s_full ? 200 : 20;
        RaterOutcome outcome = Run(name, runs);
        Assert.InRange(outcome.Together.AlarmedTables, 0, Chances.Most(runs, 0.05));
        foreach (SignalKind kind in Enum.GetValues<SignalKind>())
        {
            (double share, int tests) = outcome[kind].SmallPValues;
            Assert.InRange(share * tests, 0, Chances.Most(tests, 0.05));
        }
    }

    [Theory]
    [MemberData(nameof(WithEffects))]
    public void Of_EffectPlanted_FindsItWithFewFalseAlarms(string name)
    {
        int runs = s_full ? 200 : 6;
        RaterOutcome outcome = Run(name, runs);
        foreach (SignalKind kind in Study(name).Planted)
        {
            AlarmTally tally = outcome[kind];
            Assert.InRange(tally.Power * tally.Planted, Chances.Fewest(tally.Planted, kind == SignalKind.Cusum ? 0.95 : 0.99), tally.Planted);
        }

        // Flags that are false, a share of each table's: at most .05 in the mean, give or take the error of a mean whose terms lie in [0, 1/2].
        Assert.InRange(outcome.Together.FalseDiscoveries, 0, 0.05 + (3 * Math.Sqrt(0.05 * 0.5 / runs)));
        foreach (SignalKind kind in Enum.GetValues<SignalKind>())
        {
            Assert.InRange(outcome[kind].FalseAlarms, 0, 0.05);
        }
    }

    [Fact]
    public void Cusum_StepChange_NamesThePeriod()
    {
        RatingTable table = Simulator.Run(RaterStudy.Nothing.Options with { Seed = 9, Candidates = 800, Periods = 10 }).Table;
        var builder = new RatingTableBuilder(table.CandidateNames, table.RaterNames, table.CriterionNames, table.PeriodNames).WithScale(1, 6);
        for (int i = 0; i < table.Count; i++)
        {
            bool later = table.Raters[i] == 0 && table.Periods[i] >= 6;
            builder.AddIndexed(table.Candidates[i], table.Raters[i], table.Criteria[i], (byte)(table.Levels[i] + (later ? 1 : 0)), table.Periods[i]);
        }

        CusumChart chart = RaterAnalysis.Of(builder.Build()).Raters[0].Cusum;
        Assert.True(chart.Signal.Flagged);
        Assert.InRange(chart.FirstAlarm, 6, 8);
        Assert.True(chart.Upper[^1] > chart.Lower[^1]);
    }

    [Fact]
    public void Cusum_AnyRater_AlarmsIfAndOnlyIfFlagged()
    {
        var seen = new HashSet<bool>();
        for (ulong seed = 1; seed <= 4; seed++)
        {
            RaterReport report = RaterAnalysis.Of(Simulator.Run(RaterStudy.WeakDrift.Options with { Seed = seed }).Table);
            foreach (CusumChart chart in report.Raters.Select(r => r.Cusum))
            {
                Assert.Equal(chart.Signal.Flagged, chart.Signal.Statistic >= chart.Limit);
                Assert.Equal(chart.Signal.Flagged, chart.FirstAlarm >= 0);
                seen.Add(chart.Signal.Flagged);
            }
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void Of_AnySignals_AdjustsOverAllRatersAndKinds()
    {
        RaterReport report = RaterAnalysis.Of(Simulator.Run(RaterStudy.WeakDrift.Options with { Seed = 3 }).Table);
        RaterSignal[] signals = [.. report.Raters.SelectMany(RaterOutcome.Signals)];
        double[] q = BenjaminiHochberg.Adjust([.. signals.Select(s => s.PValue)]);
        Assert.Equal(q, signals.Select(s => s.QValue));
        Assert.All(signals, s => Assert.Equal(s.QValue <= 0.05, s.Flagged));
    }

    [Fact]
    public void Of_IterativeModel_DependsOnTheSeed()
    {
        // Some 900 common effects are more than are solved exactly.
        RatingTable table = Simulator.Run(new SimulationOptions { Seed = 5, Candidates = 1500, Raters = 900, Criteria = 2, RatersPerCandidate = 3 }).Table;
        double Spread(ulong seed) => RaterAnalysis.Of(table, new RaterOptions { Seed = seed }).Fit.Components.Of(VarianceTerm.Rater);
        Assert.Equal(Spread(1), Spread(1));
        Assert.NotEqual(Spread(1), Spread(2));
    }


    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("1 2 3 4 5")]
    [InlineData("1/2/3/4/5")]
    [InlineData("3 3 3/3 3 3/3 3 3")]
    [InlineData("1 2 . ./2 4 . ./. . 3 5/. . 4 5")]
    [InlineData("1 5/1 5/1 5/1 5")]
    public void Of_DegenerateTable_ExplainsEverySignal(string grid)
    {
        RatingTable table = grid.Length == 0 ? Tables.Empty : Tables.Grid(grid);
        foreach (RaterOptions options in new[] { new RaterOptions(), new RaterOptions { MinimumCandidates = 1, MinimumRatings = 1 } })
        {
            RaterReport report = RaterAnalysis.Of(table, options);
            Assert.Equal(table.RaterCount, report.Raters.Count);
            foreach (RaterProfile profile in report.Raters)
            {
                foreach (RaterSignal signal in RaterOutcome.Signals(profile))
                {
                    Assert.True(signal.Estimate.Status is not (EstimateStatus.Ok or EstimateStatus.NotEstimated) || double.IsFinite(signal.Estimate.Value));
                    Assert.False(signal.Flagged && double.IsNaN(signal.PValue));
                }
            }
        }
    }

    private static RaterStudy Study(string name) => RaterStudy.All.Single(study => study.Name == name);

    private RaterOutcome Run(string name, int runs)
    {
        RaterOutcome outcome = Study(name).Run(runs, FirstSeed);
        output.WriteLine($"{name}, {runs} tables: {outcome.Together.AlarmedTables} with a false alarm");
        foreach (SignalKind kind in Enum.GetValues<SignalKind>())
        {
            AlarmTally tally = outcome[kind];
            output.WriteLine($"  {kind}: found {tally.Power:0.000}, false alarms {tally.FalseAlarms:0.0000}, p <= .05 {tally.SmallPValues.Share:0.0000}");
        }

        return outcome;
    }
}
