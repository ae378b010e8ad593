using Assessment.Calibration;
using Assessment.Server.Names;
using Assessment.Storage;

namespace Assessment.Server.Calibrations;

/// <summary>What a report is made of: the table of ratings, and where they come from. It holds none of the columns that were read.</summary>
/// <param name="Table">The ratings; candidates are called by the names of their first interviews.</param>
/// <param name="Cards">How many scorecards they are from.</param>
/// <param name="Replaced">How many ratings a newer card of the same interviewer for the same candidate replaced.</param>
/// <param name="Inputs">The revisions that were read.</param>
/// <param name="Position">The change feed's position when they were read.</param>
internal sealed record ReportSource(RatingTable Table, int Cards, int Replaced, ScannedInputs Inputs, long Position)
{
    /// <summary>Reads by a filter.</summary>
    public static async Task<ReportSource> ReadAsync(
        RatingScan scan, string tenant, RatingFilter filter, Action<long>? progress, CancellationToken cancellation) =>
        Of(await scan.ReadAsync(tenant, filter, progress, cancellation));

    /// <summary>Reads again what was read before.</summary>
    public static async Task<ReportSource> ReadAgainAsync(
        RatingScan scan, string tenant, ScannedInputs inputs, IReadOnlySet<string>? criteria, CancellationToken cancellation) =>
        Of(await scan.ReadAsync(tenant, inputs, criteria, progress: null, cancellation));

    private static ReportSource Of(ScannedRatings ratings)
    {
        var columns = new RatingColumnSpans(ratings.Candidate, ratings.Interviewer, ratings.Criterion, ratings.Period, ratings.Level);
        var table = RatingTable.FromColumns(
            Array.ConvertAll(ratings.InterviewOfCandidate, ResourceNames.Interview), ratings.Interviewers, ratings.Criteria, ratings.Periods,
            columns, lowestLevel: 1, highestLevel: 5);
        return new ReportSource(table, ratings.Cards, ratings.Replaced, ratings.Inputs, ratings.Position);
    }
}
