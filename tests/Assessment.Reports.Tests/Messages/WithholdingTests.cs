using Assessment.Calibration.Report;
using Assessment.Reports.Tests.Samples;

namespace Assessment.Reports.Tests.Messages;

/// <summary>What policy withholds must not follow from what is told.</summary>
public class WithholdingTests
{
    /// <summary>A ninth interviewer with eight ratings, under the minimum of ten.</summary>
    private static V1.CalibrationReport OneWithheld(CalibrationMethod method = CalibrationMethod.Joint) => ReportMessage.Of(
        PlantedRatings.Report(PlantedRatings.Table(split: false, rare: true), new CalibrationOptions { Method = method }), new ReportContext());

    [Theory]
    [InlineData(CalibrationMethod.Joint)]
    [InlineData(CalibrationMethod.Marginal)]
    [InlineData(CalibrationMethod.MixedModel)]
    public void Of_OneSeverityWithheld_WithholdsAnother(CalibrationMethod method)
    {
        V1.CalibrationReport message = OneWithheld(method);
        V1.InterviewerSeverity[] hidden = [.. Severities(message).Where(each => each.Shrunken.Status == V1.EstimateStatus.Suppressed)];
        Assert.Equal(2, hidden.Length);
        Assert.Contains(hidden, each => each.InterviewerId == "Ines Duarte");
        Assert.Equal((1, 1), (message.Suppression.Severities, message.Suppression.ComplementarySeverities));
    }

    [Fact]
    public void Of_AnUnprotectedReport_WouldGiveTheSeverityAway() // The premise: raw severities sum to zero.
    {
        CalibrationReport report = PlantedRatings.Report(
            PlantedRatings.Table(split: false, rare: true), new CalibrationOptions { Method = CalibrationMethod.Joint, MinimumRatings = 0, MinimumLinkedCandidates = 0 });
        Assert.Equal(0, report.Severity.Components[0].Raters.Sum(rater => rater.Severity.Value), 1e-9);
    }

    [Fact]
    public void Of_AWithheldSeverity_LeavesOutWhatTellsIt()
    {
        V1.CalibrationReport message = OneWithheld();
        foreach (V1.InterviewerSeverity hidden in Severities(message).Where(each => each.Shrunken.Status == V1.EstimateStatus.Suppressed))
        {
            Assert.False(hidden.Severity.HasValue || hidden.Shrunken.HasValue || hidden.Severity.HasStandardError || hidden.HasKept || hidden.HasFairShift);
            Assert.False(hidden.HasFairAverage || hidden.HasObservedAverage || hidden.HasInformationError);
            Assert.Null(message.Interviewers.Single(each => each.InterviewerId == hidden.InterviewerId).Use);
            Assert.DoesNotContain(message.Bias.SelectMany(section => section.Cells), cell => cell.InterviewerId == hidden.InterviewerId);
        }

        Assert.All(message.Severity.Components, component => Assert.Null(component.Model.InterviewerSeparation));
        Assert.All(message.Bias, section => Assert.Equal(section.Withheld == 0, section.HasChiSquare));
    }

    [Fact]
    public void Of_NothingWithheld_TellsAll()
    {
        V1.CalibrationReport message = ReportMessage.Of(PlantedRatings.Connected(), new ReportContext());
        Assert.All(Severities(message), each => Assert.True(each.Severity.HasValue && each.HasFairShift));
        Assert.All(message.Interviewers, each => Assert.Equal(each.Ratings, each.Use.LevelCounts.Sum()));
        Assert.All(message.Severity.Components, component => Assert.NotNull(component.Model.InterviewerSeparation));
        Assert.Equal(0, message.Suppression.ComplementarySeverities);
    }

    [Fact]
    public void Of_OneDriftWithheld_WithholdsAnother()
    {
        V1.CalibrationReport message = OneWithheld();
        Assert.Equal(1, message.Suppression.ComplementaryDrifts);
        Assert.Equal(2, message.Interviewers.Count(each => each.ShrunkenDrift.Status == V1.EstimateStatus.Suppressed));
    }

    [Fact]
    public void Of_TwoGroupsOneTooSmall_WithholdsBoth()
    {
        // With two groups a bias towards one is the bias against the other.
        V1.CalibrationReport message = ReportMessage.Of(PlantedRatings.Connected(new CalibrationOptions { MinimumCell = 7 }), new ReportContext());
        V1.BiasSection groups = Assert.Single(message.Bias, section => section.Facet == V1.BiasFacet.Group);
        Assert.All(groups.Cells.GroupBy(cell => cell.InterviewerId), cells => Assert.Equal(2, cells.Count()));
        Assert.True(message.Suppression.ComplementaryBiasCells > 0);
        Assert.True(groups.Withheld > 0 && !groups.HasChiSquare);
    }

    private static IEnumerable<V1.InterviewerSeverity> Severities(V1.CalibrationReport message) => message.Severity.Components.SelectMany(component => component.Interviewers);
}
