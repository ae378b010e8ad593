using Assessment.Calibration.Report;
using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Variance;

public class TwoWayLimitTests
{
    private static readonly RatingTable Table = Simulator.Run(new SimulationOptions { Seed = 31, Candidates = 60 }).Table;

    [Fact]
    public void Report_MoreRatingsThanTheLimit_NamesTheReasonInEachTwoWayRow()
    {
        VarianceReport report = CalibrationReport.Of(Table, new CalibrationOptions { TwoWayRemlLimit = Table.Count - 1 }).Variance;

        Assert.Equal(report.Henderson.Components.Select(c => c.Term), report.Reml.Components.Select(c => c.Term));
        Assert.All(
            (VarianceTerm[])[VarianceTerm.CandidateRater, VarianceTerm.CandidateCriterion, VarianceTerm.RaterCriterion],
            term =>
            {
                Assert.Equal(VarianceStatus.TooManyRatings, report.Reml[term].Status);
                Assert.Equal(report.Henderson[term].Levels, report.Reml[term].Levels);
                Assert.True(double.IsNaN(report.Reml[term].Value));
                Assert.False(double.IsNaN(report.Henderson[term].Value));
            });
        Assert.Equal(VarianceStatus.Estimated, report.Reml[VarianceTerm.Rater].Status);
        Assert.StartsWith("Henderson", report.Study.Method, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_RatingsAtTheLimit_HasThemByReml()
    {
        VarianceReport report = CalibrationReport.Of(Table, new CalibrationOptions { TwoWayRemlLimit = Table.Count }).Variance;

        Assert.DoesNotContain(report.Reml.Components, c => c.Status == VarianceStatus.TooManyRatings);
        Assert.False(double.IsNaN(report.Reml[VarianceTerm.CandidateRater].Value));
        Assert.StartsWith("REML", report.Study.Method, StringComparison.Ordinal);
    }
}
