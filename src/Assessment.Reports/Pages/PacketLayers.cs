using Outcome = Assessment.V1.Decision.Types.Outcome;
using ReasonCode = Assessment.V1.Decision.Types.ReasonCode;

namespace Assessment.Reports;

/// <summary>The parts of a packet that stand beside the observed first layer: fair score, debrief, decision.</summary>
internal static class PacketLayers
{
    public static void Fair(Page page, V1.CandidateAssessment assessment)
    {
        V1.FairResult fair = assessment.Fair;
        page.Paragraph("What an average panel would have said: each card moved by its interviewer's severity. A second look, not the score.");
        if (fair.Disconnected)
        {
            page.Paragraph("Nothing is moved: no chain of candidates links these interviewers, so their severities can't be compared.");
        }
        else
        {
            page.Findings([Change(assessment, fair)]);
            page.Table(PacketSheets.Fair(assessment));
        }

        page.Table(PacketSheets.Adjustments(fair));
        page.Paragraph($"Severities are from {fair.CalibrationReport}.");
    }

    public static void Debrief(Page page, V1.CandidateAssessment assessment)
    {
        V1.DebriefResult debrief = assessment.Debrief;
        string shift = debrief.HasShiftHundredths
            ? $"Composite {Points(debrief.CompositeHundredths)} after the discussion, {Words.Figure(PacketWords.Points(debrief.ShiftHundredths), 2, true)} points. "
            : "";
        page.Paragraph(
            $"{Words.Counted(debrief.Scorecards.Count, "debrief card", "debrief cards")}. {shift}The rules would advise '{PacketWords.Of(debrief.Verdict).ToLowerInvariant()}'; "
            + "the verdict rests on what was rated before anyone talked, which stays as it was.");
        page.Table(PacketSheets.Shifts(debrief));
    }

    public static void Decision(Page page, V1.Decision decision)
    {
        string redirected = decision.RedirectedTo.Length > 0 ? $" to {PacketWords.Role(decision.RedirectedTo)}" : "";
        page.Findings([new Finding(
            decision.Diverges ? Weight.Act : Weight.Note, $"{Of(decision.Outcome)}{redirected}, by {Words.Name(decision.DecidedBy)}",
            $"{Of(decision.ReasonCode)}. {Words.Name(decision.Reason)} The verdict then was '{PacketWords.Of(decision.Verdict).ToLowerInvariant()}'"
            + (decision.Diverges ? "; the decision departs from it." : "."))]);
    }

    private static Finding Change(V1.CandidateAssessment assessment, V1.FairResult fair)
    {
        bool other = fair.Verdict != assessment.Verdict;
        string observed = assessment.HasCompositeHundredths ? $"{Points(assessment.CompositeHundredths)} ± {Error(assessment.CompositeStandardErrorHundredths)} as observed" : "No composite as observed";
        string moved = fair.HasCompositeHundredths ? $"{Points(fair.CompositeHundredths)} ± {Error(fair.StandardErrorHundredths)} from an average panel" : "none from an average panel";
        return new Finding(
            other ? Weight.Act : Weight.Good,
            other ? $"The verdict would be '{PacketWords.Of(fair.Verdict).ToLowerInvariant()}'" : "The verdict would be the same", $"{observed}, {moved}.");
    }

    private static string Points(int hundredths) => Words.Figure(PacketWords.Points(hundredths));

    private static string Error(double hundredths) => Words.Figure(hundredths / 100);

    private static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Hire => "Hire",
        Outcome.HireAndTrain => "Hire and train",
        Outcome.Redirect => "Redirect",
        Outcome.Decline => "Decline",
        _ => "Learn more first",
    };

    private static string Of(ReasonCode code) => code switch
    {
        ReasonCode.FollowsVerdict => "The advice was followed",
        ReasonCode.OtherEvidence => "Other evidence",
        ReasonCode.WeakEvidence => "The advice rests on too little",
        ReasonCode.RatingQuality => "The ratings are not to be relied on as they stand",
        ReasonCode.BusinessNeed => "The team's needs",
        ReasonCode.Candidate => "The candidate",
        _ => "Another reason",
    };
}
