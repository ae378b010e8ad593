using Assessment.Calibration;
using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Design health as the contract's message; components count from 1 there.</summary>
internal static class DesignMessage
{
    public static V1.DesignHealth Of(CalibrationReport report)
    {
        (DesignHealth design, RatingTable table) = (report.Design, report.Table);
        var message = new V1.DesignHealth { Connected = design.Components.Count <= 1, SharedPairs = Pairs(design.SharedPairs, table) };
        message.Components.Add(design.Components.Select(component => new V1.DesignComponent
        {
            Component = component.Number + 1,
            Ratings = component.RatingCount,
            Candidates = component.Candidates.Count,
            Interviewers = component.Raters.Count,
        }));
        message.BridgeInterviewers.Add(design.BridgeRaters.Select(bridge => new V1.BridgeInterviewer
        {
            InterviewerId = table.RaterNames[bridge.Rater],
            Component = bridge.Component.Number + 1,
            Parts = bridge.Parts,
            SmallestPartInterviewers = bridge.SmallestPartRaters,
        }));
        message.JoiningPairings.Add(design.JoiningPairings.Select(pairing => new V1.JoiningPairing
        {
            InterviewerId = table.RaterNames[pairing.Rater],
            InterviewerComponent = pairing.RatersComponent.Number + 1,
            CandidateId = table.CandidateNames[pairing.Candidate],
            CandidateComponent = pairing.CandidatesComponent.Number + 1,
        }));
        return message;
    }

    private static V1.SharedPairs Pairs(SharedPairs pairs, RatingTable table)
    {
        var message = new V1.SharedPairs { Count = pairs.Count, Fewest = pairs.Fewest, Median = pairs.Median, Most = pairs.Most };
        message.Listed.Add(pairs.Listed.Select(pair => new V1.InterviewerPair
        {
            FirstInterviewerId = table.RaterNames[pair.First],
            SecondInterviewerId = table.RaterNames[pair.Second],
            SharedCandidates = pair.SharedCandidates,
        }));
        return message;
    }
}
