using Assessment.V1;

namespace Assessment.Server.Calibrations;

/// <summary>What a report says of one interviewer, without a colleague's name.</summary>
internal static class InterviewerReply
{
    private const int FewestForPlace = 5; // below, a place among colleagues would nearly name them

    /// <summary>Null when the report does not know the interviewer.</summary>
    public static InterviewerCalibration? Of(CalibrationReport report, string interviewerId)
    {
        var profile = report.Interviewers.FirstOrDefault(one => one.InterviewerId == interviewerId);
        if (profile is null)
        {
            return null;
        }

        var reply = new InterviewerCalibration
        {
            Name = $"{report.Name}/interviewers/{interviewerId}",
            Profile = profile,
            Unit = report.Severity.Unit,
        };
        var component = report.Severity.Components.FirstOrDefault(one => one.Interviewers.Any(rater => rater.InterviewerId == interviewerId));
        if (component is null)
        {
            return reply;
        }

        reply.Severity = component.Interviewers.First(rater => rater.InterviewerId == interviewerId);
        reply.PanelInterviewers = component.Interviewers.Count;
        double[] panel = [.. component.Interviewers
            .Where(rater => rater.ComparableSet == reply.Severity.ComparableSet && rater.Shrunken is { HasValue: true })
            .Select(rater => rater.Shrunken.Value)];
        if (panel.Length >= FewestForPlace && reply.Severity.Shrunken is { HasValue: true } own)
        {
            double mean = panel.Average();
            reply.MoreSevere = panel.Count(other => other > own.Value);
            reply.PanelStandardDeviation = Math.Sqrt(panel.Sum(other => (other - mean) * (other - mean)) / (panel.Length - 1));
        }

        return reply;
    }
}
