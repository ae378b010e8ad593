using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Rasch;

public class IdentityTests
{
    private static readonly RatingTable Table = Simulator.Run(new SimulationOptions
    {
        Seed = 21,
        Candidates = 120,
        Raters = 12,
        Criteria = 4,
        RatersPerCandidate = 3,
        Model = SimulatedModel.PartialCredit,
        MissingShare = 0.1,
    }).Table;

    public static TheoryData<RaschMethod, RaschScale> Kinds => new()
    {
        { RaschMethod.CorrectedJoint, RaschScale.RatingScale },
        { RaschMethod.CorrectedJoint, RaschScale.PartialCredit },
        { RaschMethod.Marginal, RaschScale.RatingScale },
        { RaschMethod.Marginal, RaschScale.PartialCredit },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_RatingsInAnotherOrder_GivesTheSameMeasuresByName(RaschMethod method, RaschScale scale)
    {
        RaschComponent straight = Fit(Table, method, scale), shuffled = Fit(Rebuilt(reverseOrder: true, level => level), method, scale);
        foreach (RaterMeasure rater in straight.Raters)
        {
            RaterMeasure other = shuffled.Raters.Single(r => r.Name == rater.Name);
            Assert.Equal(rater.Severity.Value, other.Severity.Value, 1e-7);
            Assert.Equal(rater.Severity.StandardError, other.Severity.StandardError, 1e-7);
            Assert.Equal(rater.Fit.Infit, other.Fit.Infit, 1e-6);
        }

        Assert.Equal(straight.LogLikelihood, shuffled.LogLikelihood, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OfReversedScale_NegatesMeasuresAndReversesThresholds(RaschMethod method, RaschScale scale)
    {
        RaschComponent straight = Fit(Table, method, scale), reversed = Fit(Rebuilt(reverseOrder: false, level => 6 - level), method, scale);
        foreach (RaterMeasure rater in straight.Raters)
        {
            RaterMeasure mirror = reversed.Raters.Single(r => r.Name == rater.Name);
            Assert.Equal(-rater.Severity.Value, mirror.Severity.Value, 1e-6);
            Assert.Equal(rater.Severity.StandardError, mirror.Severity.StandardError, 1e-6);
        }

        foreach (CriterionMeasure criterion in straight.Criteria)
        {
            Assert.Equal(-criterion.Difficulty.Value, reversed.Criteria.Single(c => c.Name == criterion.Name).Difficulty.Value, 1e-6);
        }

        foreach (CandidateMeasure candidate in straight.Candidates!)
        {
            CandidateMeasure mirror = reversed.Candidates!.Single(c => c.Name == candidate.Name);
            Assert.Equal(-candidate.Ability.Value, mirror.Ability.Value, 1e-6);
            Assert.Equal(6 - candidate.FairScore.Value, mirror.FairScore.Value, 1e-6);
        }

        foreach (ThresholdMeasure threshold in straight.Thresholds)
        {
            int criterion = threshold.Criterion < 0 ? -1 : reversed.Criteria.Single(c => c.Name == Table.CriterionNames[threshold.Criterion]).Criterion;
            ThresholdMeasure mirror = reversed.Thresholds.Single(t => t.Criterion == criterion && t.FromLevel == 6 - threshold.ToLevel);
            Assert.Equal(-threshold.Value.Value, mirror.Value.Value, 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_OfLevelsPlusConstant_MovesScoresOnly(RaschMethod method, RaschScale scale)
    {
        RaschComponent straight = Fit(Table, method, scale), raised = Fit(Rebuilt(reverseOrder: false, level => level + 7), method, scale);
        foreach (RaterMeasure rater in straight.Raters)
        {
            RaterMeasure higher = raised.Raters.Single(r => r.Name == rater.Name);
            Assert.Equal(rater.Severity.Value, higher.Severity.Value, 1e-7);
            Assert.Equal(rater.FairAverage + 7, higher.FairAverage, 1e-7);
            Assert.Equal(rater.ObservedAverage + 7, higher.ObservedAverage, 1e-9);
        }
    }

    [Fact]
    public void Fit_Repeated_GivesTheSameBits()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Seed = 9, Candidates = 2000, Raters = 60 }).Table;
        RaschComponent first = Fit(table, RaschMethod.CorrectedJoint, RaschScale.RatingScale), second = Fit(table, RaschMethod.CorrectedJoint, RaschScale.RatingScale);
        Assert.Equal(first.Raters.Select(r => r.Severity), second.Raters.Select(r => r.Severity));
        Assert.Equal(first.LogLikelihood, second.LogLikelihood);
    }

    [Fact]
    public void Fit_SumOfScores_EqualsObserved()
    {
        // At a joint maximum every element's expected total is its observed one; so fair averages and residuals rest on a true root.
        RaschComponent component = Fit(Table, RaschMethod.Joint, RaschScale.PartialCredit);
        InteractionReport report = component.Interactions(InteractionFacet.Criterion);
        foreach (IGrouping<int, Interaction> cells in report.Cells.GroupBy(cell => cell.Element))
        {
            Assert.Equal(cells.Sum(c => c.ObservedScore), cells.Sum(c => c.ExpectedScore), 1e-3);
        }

        foreach (IGrouping<int, Interaction> cells in report.Cells.GroupBy(cell => cell.Rater))
        {
            Assert.Equal(cells.Sum(c => c.ObservedScore), cells.Sum(c => c.ExpectedScore), 1e-3);
        }
    }

    private static RaschComponent Fit(RatingTable table, RaschMethod method, RaschScale scale) =>
        Assert.Single(ManyFacetRasch.Fit(table, new RaschOptions { Method = method, Scale = scale, Tolerance = 1e-9 }).Components);

    private static RatingTable Rebuilt(bool reverseOrder, Func<int, int> level)
    {
        var builder = new RatingTableBuilder();
        IEnumerable<int> rows = Enumerable.Range(0, Table.Count);
        foreach (int row in reverseOrder ? rows.Reverse() : rows)
        {
            builder.Add(
                Table.CandidateNames[Table.Candidates[row]], Table.RaterNames[Table.Raters[row]], Table.CriterionNames[Table.Criteria[row]], level(Table.Levels[row]));
        }

        return builder.Build();
    }
}
