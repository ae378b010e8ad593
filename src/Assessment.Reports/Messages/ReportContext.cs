namespace Assessment.Reports;

/// <summary>What a report's message says beside the report itself: where it comes from, and what it is called.</summary>
public sealed record ReportContext
{
    /// <summary><c>calibrationReports/{uuid}</c>; empty for a report that is not stored.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was made; null where the same input is to give the same bytes at any time.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// The window, the restrictions, the position, and the counts of scorecards and replaced ratings. Everything else in it is set from the
    /// report, in a copy.
    /// </summary>
    public V1.ReportInputs Inputs { get; init; } = new();

    /// <summary>From a candidate's index in the report's table to the resource name of the first interview; null where there are none.</summary>
    public Func<int, string>? InterviewOf { get; init; }

    /// <summary>Remarks on the input.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
