using System.Text.Encodings.Web;
using System.Text.Json;
using Assessment.LoadTests.Targets;

namespace Assessment.LoadTests.Reports;

/// <summary>What a command measured, with the machine that it was measured on.</summary>
internal sealed record LoadReport
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // It is read as a file, never inside a page.
    };

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Processor, system and runtime, with the load before.</summary>
    public required string Machine { get; init; }

    /// <summary>'Release', or 'Debug', whose figures say little.</summary>
    public required string Build { get; init; }

    /// <summary>The load of the machine at the end, this program's own included.</summary>
    public required string LoadAfter { get; init; }

    /// <summary>The runs, in their order.</summary>
    public required IReadOnlyList<Measurement> Measurements { get; init; }

    /// <summary>Targets that were judged, in words; each begins with 'met' or 'missed'.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>What was measured beside its limit.</summary>
    public IReadOnlyList<TargetRow> Ratios { get; init; } = [];

    /// <summary>Thresholds that were broken, in words; empty when all held.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    /// <summary>As JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
