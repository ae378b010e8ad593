using Assessment.Scoring;
using Assessment.Server.Names;

namespace Assessment.Server.Candidates;

/// <summary>What is shown beside the observed result: the fair layer and the debrief layer.</summary>
internal static class LayerReply
{
    public static void AddTo(V1.CandidateAssessment reply, AssessedCandidate candidate)
    {
        if (candidate.Fair is { } fair)
        {
            reply.Fair = FairOf(candidate, fair);
        }

        if (candidate.DebriefCards.Count > 0)
        {
            reply.Debrief = DebriefOf(candidate);
        }
    }

    private static V1.FairResult FairOf(AssessedCandidate candidate, FairLayer fair)
    {
        var reply = new V1.FairResult
        {
            CalibrationReport = ResourceNames.CalibrationReport(fair.Report),
            Disconnected = fair.IsDisconnected,
            Interviewers = { fair.Adjustments.Select(AdjustmentOf) },
        };
        if (fair.IsDisconnected)
        {
            return reply;
        }

        reply.Band = AssessmentReply.BandOf(fair.Result.Band);
        reply.Verdict = VerdictReply.VerdictOf(fair.Verdict);
        if (fair.Result.Composite is { } composite)
        {
            reply.CompositeHundredths = composite;
            reply.StandardErrorHundredths = fair.StandardError;
        }

        int[] scores = fair.Result.CompetencyScores();
        for (int competency = 0; competency < scores.Length; competency++)
        {
            if (scores[competency] != Scale.Absent)
            {
                reply.Competencies.Add(new V1.FairCompetency
                {
                    Competency = fair.Result.Rubric.CompetencyIds[competency],
                    Hundredths = scores[competency],
                    ShiftHundredths = scores[competency] - candidate.CompetencyScores[competency],
                });
            }
        }

        return reply;
    }

    private static V1.InterviewerAdjustment AdjustmentOf(Adjustment adjustment)
    {
        var reply = new V1.InterviewerAdjustment { InterviewerId = adjustment.InterviewerId };
        if (adjustment.Shift is { } shift)
        {
            (reply.SeverityHundredths, reply.StandardErrorHundredths) = (shift.Hundredths, shift.StandardError);
        }

        return reply;
    }

    /// <summary>Each interviewer's debrief card in the place of the first-layer card.</summary>
    private static V1.DebriefResult DebriefOf(AssessedCandidate candidate)
    {
        ScorecardScore[] after = [.. candidate.Cards.Select(
            card => (candidate.DebriefCards.FirstOrDefault(d => d.Card.InterviewerId == card.Card.InterviewerId) ?? card).Score)];
        var result = CandidateScore.Combine(candidate.Rubric.Profile, after);
        int[] scores = result.CompetencyScores();
        var reply = new V1.DebriefResult
        {
            Scorecards = { candidate.DebriefCards.Select(card => ResourceNames.Scorecard(candidate.Interview.Id, card.Card.Id)) },
            Band = AssessmentReply.BandOf(result.Band),
            Verdict = VerdictReply.VerdictOf(candidate.Rules.Decide(scores, result.Coverage)),
            Shifts =
            {
                Enumerable.Range(0, scores.Length).Where(c => scores[c] != candidate.CompetencyScores[c])
                    .Select(c => ShiftOf(result.Rubric.CompetencyIds[c], candidate.CompetencyScores[c], scores[c])),
            },
        };
        if (result.Composite is { } composite)
        {
            reply.CompositeHundredths = composite;
        }

        if (result.Composite - candidate.Result.Composite is { } shift)
        {
            reply.ShiftHundredths = shift;
        }

        return reply;
    }

    private static V1.CompetencyShift ShiftOf(string competency, int first, int debrief)
    {
        var shift = new V1.CompetencyShift { Competency = competency };
        if (first != Scale.Absent)
        {
            shift.FirstHundredths = first;
        }

        if (debrief != Scale.Absent)
        {
            shift.DebriefHundredths = debrief;
        }

        return shift;
    }
}
