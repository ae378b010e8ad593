using Assessment.Calibration.Report;
using Assessment.Reports;
using Assessment.Server.Names;
using Assessment.V1;
using Google.Protobuf;
using CalibrationReport = Assessment.Calibration.Report.CalibrationReport;

namespace Assessment.Server.Calibrations;

/// <summary>From stored ratings to the bytes of a report. The same ratings, choices, id and time give the same bytes.</summary>
/// <remarks>
/// Stored reports name no candidate: each is called by the first interview that was read, and <see cref="StoredReports"/> says who that is
/// when a report is shown. So an erased candidate is gone from every report, and a report can still be computed again.
/// </remarks>
internal static class ReportMaker
{
    /// <summary>From so many ratings on, memory is cleared before each phase: beside the calls, a report should take what it needs and no more.</summary>
    private const int LargeTable = 100_000;

    /// <summary>Computes the report.</summary>
    /// <param name="id">The run's id, which is the report's.</param>
    /// <param name="filter">What the ratings were read by.</param>
    /// <param name="choices">How they are calibrated.</param>
    /// <param name="source">The ratings.</param>
    /// <param name="createdAt">When the report was first made.</param>
    /// <param name="started">Called as each phase begins.</param>
    /// <param name="cancellation">Ends the computation.</param>
    public static byte[] Make(
        Guid id, CalibrationFilter filter, CalibrationChoices choices, ReportSource source, DateTimeOffset createdAt,
        Action<CalibrationPhase> started, CancellationToken cancellation)
    {
        var report = CalibrationReport.Of(source.Table, CalibrationRequest.OptionsOf(choices), Begin, cancellation);
        return ReportMessage.Of(report, new ReportContext
        {
            Name = ResourceNames.CalibrationReport(id),
            CreatedAt = createdAt,
            Inputs = new ReportInputs
            {
                WindowFrom = filter.SubmittedFrom,
                WindowUntil = filter.SubmittedUntil,
                Role = filter.Role,
                Level = filter.Level,
                OnlyCriteria = { filter.Criteria },
                ScorecardCount = source.Cards,
                ReplacedRatingCount = source.Replaced,
                Position = source.Position,
            },
            InterviewOf = candidate => source.Table.CandidateNames[candidate],
        }).ToByteArray();

        void Begin(CalibrationPhase phase)
        {
            if (source.Table.Count >= LargeTable)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            }

            started(phase);
        }
    }
}
