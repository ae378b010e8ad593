using System.Xml.Linq;
using Assessment.Reports.Tests.Samples;

namespace Assessment.Reports.Tests.Pages;

public class AssessmentPageTests
{
    [Fact]
    public void Write_AnAssessment_TellsVerdictGatesAndWhatFlips()
    {
        string text = ReportPageTests.Parse(Page(PlantedAssessment.Assessment())).Root!.Value;
        Assert.Contains("Hire and train", text, StringComparison.Ordinal);
        Assert.Contains("A person decides.", text, StringComparison.Ordinal);
        Assert.Contains("A bar is straddled", text, StringComparison.Ordinal);
        Assert.Contains("Ask about I2 and D5.", text, StringComparison.Ordinal);
        Assert.Contains("The required bar of I2 was missed", text, StringComparison.Ordinal);
        Assert.Contains("Not in 1 of 22 checks: without the card of Bruno Keller it is 'hire'.", text, StringComparison.Ordinal);
        Assert.Contains("8 weeks in all", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ACappedRating_NamesTheRatingAndTheFlag()
    {
        XElement table = ReportPageTests.Parse(Page(PlantedAssessment.Assessment())).Descendants("table")
            .Single(each => each.Element("caption")!.Value.StartsWith("Ratings that red flags", StringComparison.Ordinal));
        XElement row = Assert.Single(table.Element("tbody")!.Elements("tr"));
        Assert.Equal(["I5.main", "Bruno Keller", "4", "2", "I5.flag-uptime-only"], row.Elements().Take(5).Select(cell => cell.Value));
    }

    [Fact]
    public void Write_FairDebriefAndDecision_StandBesideTheFirstLayer()
    {
        var assessment = PlantedAssessment.Assessment();
        Assert.DoesNotContain("From an average panel", Page(assessment), StringComparison.Ordinal);
        assessment.CompositeStandardErrorHundredths = 250;
        assessment.Fair = new V1.FairResult
        {
            CalibrationReport = "calibrationReports/x",
            CompositeHundredths = 6101,
            StandardErrorHundredths = 271.4,
            Verdict = V1.Verdict.Hire,
            Competencies = { new V1.FairCompetency { Competency = "D2", Hundredths = 7500, ShiftHundredths = 1250 } },
            Interviewers = { new V1.InterviewerAdjustment { InterviewerId = "ann", SeverityHundredths = 1250, StandardErrorHundredths = 125 }, new V1.InterviewerAdjustment { InterviewerId = "<b>ben" } },
        };
        assessment.Debrief = new V1.DebriefResult
        {
            Scorecards = { "one" },
            CompositeHundredths = 5500,
            ShiftHundredths = -380,
            Verdict = V1.Verdict.Decline,
            Shifts = { new V1.CompetencyShift { Competency = "I1", FirstHundredths = 5000 } },
        };
        assessment.Decision = new V1.Decision
        {
            DecidedBy = "chair",
            Outcome = V1.Decision.Types.Outcome.Decline,
            ReasonCode = V1.Decision.Types.ReasonCode.BusinessNeed,
            Reason = "The opening <closed>.",
            Verdict = V1.Verdict.HireAndTrain,
            Diverges = true,
        };
        string text = ReportPageTests.Parse(Page(assessment)).Root!.Value;
        Assert.Contains("The verdict would be 'hire'", text, StringComparison.Ordinal);
        Assert.Contains("58.80 ± 2.50 as observed, 61.01 ± 2.71 from an average panel.", text, StringComparison.Ordinal);
        Assert.Contains("unknown or withheld: not moved", text, StringComparison.Ordinal);
        Assert.Contains("Composite 55.00 after the discussion, \u22123.80 points.", text, StringComparison.Ordinal);
        Assert.Contains("Decline, by chair", text, StringComparison.Ordinal);
        Assert.Contains("The opening <closed>. The verdict then was 'hire and train'; the decision departs from it.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HostileNames_AreText()
    {
        string page = Page(PlantedAssessment.Assessment("<script>x</script>", "\"><svg onload='x'>"));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<svg onload", page, StringComparison.Ordinal);
        Assert.Contains("Candidate <script>x</script>", ReportPageTests.Parse(page).Descendants("h1").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnEmptyMessage_GivesAPage()
    {
        string text = ReportPageTests.Parse(Page(new V1.CandidateAssessment())).Root!.Value;
        Assert.Contains("Not given", text, StringComparison.Ordinal);
        Assert.Contains("No composite: nothing with a weight was observed.", text, StringComparison.Ordinal);
    }

    private static string Page(V1.CandidateAssessment assessment)
    {
        using var output = new StringWriter();
        AssessmentPage.Write(assessment, output);
        return output.ToString();
    }
}
