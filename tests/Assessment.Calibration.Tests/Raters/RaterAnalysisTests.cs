using Assessment.Calibration.Raters;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Raters;

/// <summary>Planted drift, halo and narrow use of the scale are found; raters without them are left alone.</summary>
public class RaterAnalysisTests(ITestOutputHelper output)
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("ASSESSMENT_FULL") == "1";

    private static int Simulations => Full ? 200 : 25;

    private static SimulationOptions Base { get; } = new() { Candidates = 500, Raters = 40, Criteria = 5, RatersPerCandidate = 4, Periods = 8 };

    [Fact]
    public void Of_NothingPlanted_FlagsNextToNobody()
    {
        foreach (SimulationOptions options in new[] { Base, Base with { Model = SimulatedModel.PartialCredit } })
        {
            Tally tally = Run(options, "nothing, " + options.Model, (_, _) => false);
            Assert.All(tally.FalseAlarmRates(), rate => Assert.InRange(rate, 0, 0.05));
        }
    }

    [Fact]
    public void Of_DriftPlanted_FindsItWithFewFalseAlarms()
    {
        Tally tally = Run(
            Base with { DriftingShare = 0.1, DriftPerPeriod = 0.3 }, "drift of 0.3 logits a period",
            (rater, kind) => rater < 4 && kind is Kind.Drift or Kind.Cusum && rater < 4);
        Assert.InRange(tally.Power(Kind.Drift), 0.95, 1);
        Assert.InRange(tally.Power(Kind.Cusum), 0.9, 1);
        Assert.All(tally.FalseAlarmRates(), rate => Assert.InRange(rate, 0, 0.05));
    }

    [Fact]
    public void Of_HaloPlanted_FindsItWithFewFalseAlarms()
    {
        Tally tally = Run(Base with { HaloShare = 0.1, HaloSd = 1.5 }, "halo of 1.5 logits", (rater, kind) => rater >= 36 && kind == Kind.Halo);
        Assert.InRange(tally.Power(Kind.Halo), 0.9, 1);
        Assert.All(tally.FalseAlarmRates(), rate => Assert.InRange(rate, 0, 0.05));
    }

    [Fact]
    public void Of_RatersWhoShunTheEnds_FindsCentralTendencyAndRangeRestriction()
    {
        Tally tally = Run(
            Base, "1→2, 2→3, 4→3, 5→4", (rater, kind) => rater < 4 && kind is Kind.Central or Kind.Range && rater < 4, Narrow);
        Assert.InRange(tally.Power(Kind.Central), 0.9, 1);
        Assert.InRange(tally.Power(Kind.Range), 0.9, 1);
        Assert.All(tally.FalseAlarmRates(), rate => Assert.InRange(rate, 0, 0.05));
    }

    [Fact]
    public void Cusum_StepChange_NamesThePeriod()
    {
        RatingTable table = Simulator.Run(Base with { Seed = 9, Candidates = 800, Periods = 10 }).Table;
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
                foreach (RaterSignal signal in Signals(profile))
                {
                    Assert.True(signal.Estimate.Status is not (EstimateStatus.Ok or EstimateStatus.NotEstimated) || double.IsFinite(signal.Estimate.Value));
                    Assert.False(signal.Flagged && double.IsNaN(signal.PValue));
                }
            }
        }
    }

    private static RaterSignal[] Signals(RaterProfile p) => [p.CentralTendency, p.RangeRestriction, p.Halo, p.Drift, p.Cusum.Signal];

    private static RatingTable Narrow(RatingTable table)
    {
        var builder = new RatingTableBuilder(table.CandidateNames, table.RaterNames, table.CriterionNames, table.PeriodNames).WithScale(1, 5);
        for (int i = 0; i < table.Count; i++)
        {
            int level = table.Levels[i];
            int used = table.Raters[i] < 4 ? level - Math.Sign(level - 3) : level;
            builder.AddIndexed(table.Candidates[i], table.Raters[i], table.Criteria[i], (byte)used, table.Periods[i]);
        }

        return builder.Build();
    }

    private Tally Run(SimulationOptions options, string name, Func<int, Kind, bool> planted, Func<RatingTable, RatingTable>? change = null)
    {
        var tally = new Tally();
        Parallel.For(0, Simulations, i =>
        {
            RatingTable table = Simulator.Run(options with { Seed = (ulong)(1000 + i) }).Table;
            RaterReport report = RaterAnalysis.Of(change is null ? table : change(table));
            lock (tally)
            {
                tally.Add(report, planted);
            }
        });
        output.WriteLine($"{name}, {Simulations} simulations of {options.Raters} raters");
        foreach (Kind kind in Enum.GetValues<Kind>())
        {
            output.WriteLine($"  {kind}: found {tally.Power(kind):0.000}, false alarms {tally.FalseAlarmRate(kind):0.0000}");
        }

        return tally;
    }

    internal enum Kind
    {
        Central,
        Range,
        Halo,
        Drift,
        Cusum,
    }

    private sealed class Tally
    {
        private readonly int[] _planted = new int[5], _found = new int[5], _clean = new int[5], _alarms = new int[5];

        public void Add(RaterReport report, Func<int, Kind, bool> planted)
        {
            foreach (RaterProfile profile in report.Raters)
            {
                RaterSignal[] signals = Signals(profile);
                for (int k = 0; k < signals.Length; k++)
                {
                    int flagged = signals[k].Flagged ? 1 : 0;
                    if (planted(profile.Rater, (Kind)k))
                    {
                        (_planted[k], _found[k]) = (_planted[k] + 1, _found[k] + flagged);
                    }
                    else
                    {
                        (_clean[k], _alarms[k]) = (_clean[k] + 1, _alarms[k] + flagged);
                    }
                }
            }
        }

        public double Power(Kind kind) => (double)_found[(int)kind] / _planted[(int)kind];

        public double FalseAlarmRate(Kind kind) => (double)_alarms[(int)kind] / _clean[(int)kind];

        public IEnumerable<double> FalseAlarmRates() => Enum.GetValues<Kind>().Select(FalseAlarmRate);
    }
}
