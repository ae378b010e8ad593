using Assessment.Calibration;
using Assessment.Calibration.Report;
using Assessment.Reports;
using Assessment.Server.Names;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Calibrations;

/// <summary>From stored ratings to the bytes of a report. The same ratings, choices, id and time give the same bytes.</summary>
/// <remarks>
/// Stored reports name no candidate: each is called by the first interview that was read, and <see cref="StoredReports"/> says who that is
/// when a report is shown. So an erased candidate is gone from every report, and a report can still be computed again.
/// </remarks>
internal static class ReportMaker
{
    /// <summary>Computes the report.</summary>
    /// <param name="id">The run's id, which is the report's.</param>
    /// <param name="position">The change feed's position when the ratings were first read.</param>
    /// <param name="started">Called as each phase begins.</param>
    public static byte[] Make(
        Guid id, CalibrationFilter filter, CalibrationChoices choices, ScannedRatings ratings, long position, DateTimeOffset createdAt,
        Action<CalibrationPhase> started, CancellationToken cancellation)
    {
        string[] interviews = Array.ConvertAll(ratings.InterviewOfCandidate, ResourceNames.Interview);
        var table = RatingTable.FromColumns(
            interviews, ratings.Interviewers, ratings.Criteria, ratings.Periods,
            new RatingColumnSpans(ratings.Candidate, ratings.Interviewer, ratings.Criterion, ratings.Period, ratings.Level),
            lowestLevel: 1, highestLevel: 5);
        var inputs = new ReportInputs
        {
            WindowFrom = filter.SubmittedFrom,
            WindowUntil = filter.SubmittedUntil,
            Role = filter.Role,
            Level = filter.Level,
            OnlyCriteria = { filter.Criteria },
            ScorecardCount = ratings.Cards,
            ReplacedRatingCount = ratings.Replaced,
            Position = position,
        };
        var report = Assessment.Calibration.Report.CalibrationReport.Of(table, CalibrationRequest.OptionsOf(choices), started, cancellation);
        return ReportMessage.Of(report, new ReportContext
        {
            Name = ResourceNames.CalibrationReport(id),
            CreatedAt = createdAt,
            Inputs = inputs,
            InterviewOf = candidate => interviews[candidate],
        }).ToByteArray();
    }
}
