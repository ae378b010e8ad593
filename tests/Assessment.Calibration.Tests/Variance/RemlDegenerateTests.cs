using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Variance;

/// <summary>Tables from which little can be learned: each gives values with a reason, and no unexplained NaN.</summary>
public class RemlDegenerateTests
{
    public static TheoryData<string, string> Grids => new()
    {
        { "empty", "" },
        { "one rating", "3" },
        { "one candidate", "1 2 3 4 5" },
        { "one rater", "1/2/3/4/5" },
        { "all levels equal", "3 3 3/3 3 3/3 3 3" },
        { "each candidate rated once", "1 . ./. 2 ./. . 3/4 . ./. 5 ./. . 1" },
        { "perfectly additive", "1 2 3/2 3 4/3 4 5" },
        { "disconnected blocks", "1 2 . ./2 4 . ./. . 3 5/. . 4 5" },
        { "candidates alike", "1 5/5 1/1 5/5 1" },
        { "perfectly separated raters", "1 5/1 5/1 5/1 5" },
        { "two ratings", "1 2" },
    };

    [Theory]
    [MemberData(nameof(Grids))]
    public void Fit_DegenerateTable_ExplainsEveryMissingValue(string name, string grid)
    {
        Assert.NotEmpty(name);
        RatingTable table = grid.Length == 0 ? Tables.Empty : Tables.Grid(grid);
        foreach (RemlOptions options in new[] { new RemlOptions(), new RemlOptions { ExactOrder = 0 } })
        {
            MixedModelFit fit = Reml.Fit(table, options: options);
            foreach (VarianceComponents components in new[] { fit.Components, fit.Start.Components })
            {
                Assert.All(components.Components, c => Assert.Equal(
                    double.IsNaN(c.Value), c.Status is not (VarianceStatus.Estimated or VarianceStatus.ClippedAtZero or VarianceStatus.NoVariation)));
            }

            AssertExplained(fit.Mean);
            DecisionStudy study = DecisionStudy.Of(fit, table);
            AssertExplained(study.ActualPhi);
            AssertExplained(study.SingleRater);
            AssertExplained(study.Generalizability(3, 2));
            Assert.NotNull(study.RatersFor(0.8, 3).Reason);
            for (int r = 0; r < table.RaterCount; r++)
            {
                AssertExplained(fit.RaterPrediction(VarianceTerm.Rater, r).ToEstimate());
                AssertExplained(fit.RaterByCriterion(r, 0).ToEstimate());
            }

            for (int c = 0; c < table.CandidateCount; c++)
            {
                AssertExplained(fit.CandidatePrediction(c).ToEstimate());
            }
        }
    }

    [Fact]
    public void Fit_AMillionCandidatesWithOneRatingEach_SaysThatCandidatesAreTheResidual()
    {
        const int candidates = 1_000_000;
        string[] names = new string[candidates];
        Array.Fill(names, "c");
        var builder = new RatingTableBuilder(names, [.. Enumerable.Range(0, 50).Select(i => $"r{i}")], ["k0", "k1"], capacity: candidates);
        for (int c = 0; c < candidates; c++)
        {
            builder.AddIndexed(c, (c * 7) % 50, c & 1, (byte)(1 + (((c * 13L) + ((c * 7) % 50 / 10)) % 5)));
        }

        MixedModelFit fit = Reml.Fit(builder.Build());
        Assert.Equal(VarianceStatus.ConfoundedWithResidual, fit.Components[VarianceTerm.Candidate].Status);
        Assert.Equal(RemlStatus.Converged, fit.Status);
    }

    [Fact]
    public void Fit_DisconnectedBlocks_SaysThatAssignmentIsAssumedRandom()
    {
        MixedModelFit fit = Reml.Fit(Tables.Grid("1 2 . ./2 4 . ./. . 3 5/. . 4 5"));
        Assert.True(fit.AssumesRandomAssignment);
        Assert.False(fit.Rater(0).TryPair(fit.Rater(3), out _));
        Assert.True(fit.Rater(0).TryPair(fit.Rater(1), out _));
    }

    private static void AssertExplained(Estimate estimate)
    {
        bool plain = estimate.Status is EstimateStatus.Ok or EstimateStatus.NoUncertainty or EstimateStatus.Boundary;
        Assert.False(plain && double.IsNaN(estimate.Value), estimate.ToString());
        Assert.False(double.IsInfinity(estimate.Value), estimate.ToString());
        Assert.NotEqual(EstimateStatus.NotEstimated, estimate.Status);
    }
}
