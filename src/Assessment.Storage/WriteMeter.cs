using System.Diagnostics.Metrics;

namespace Assessment.Storage;

/// <summary>What writers tell of themselves to whoever listens.</summary>
internal static class WriteMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Assessment.Storage";

    private static readonly Meter Meter = new(Name);

    /// <summary>How many writes shared a commit.</summary>
    public static Histogram<int> Writes { get; } = Meter.CreateHistogram<int>("assessment.storage.commit.writes", "{write}", "Writes that shared a commit");
}
