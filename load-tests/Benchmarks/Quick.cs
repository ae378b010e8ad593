using System.Globalization;
using System.Text.Json;

namespace Assessment.Benchmarks;

/// <summary>The main figures in under a minute, beside those of a file.</summary>
internal static class Quick
{
    private const int Rounds = 301;
    private const int LongRounds = 5;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Measures, prints, and compares.</summary>
    /// <param name="baseline">A file of earlier figures; null compares with none.</param>
    /// <param name="write">Writes the file instead of comparing.</param>
    public static int Run(string? baseline, bool write)
    {
        var rows = Measure();
        if (write && baseline is not null)
        {
            var figures = rows.ToDictionary(row => row.Name, row => new Figures(Math.Round(row.Nanoseconds, 1), row.Bytes));
            File.WriteAllText(baseline, JsonSerializer.Serialize(figures, Format) + "\n");
        }

        var before = baseline is null || write ? [] : JsonSerializer.Deserialize<Dictionary<string, Figures>>(File.ReadAllText(baseline))!;
        Console.WriteLine($"{"",-28}{"ns",14}{"fastest",14}{"bytes",12}{"to first",10}{"to baseline",13}{"of bytes",10}");
        foreach (var row in rows)
        {
            string compared = before.TryGetValue(row.Name, out var figures)
                ? string.Create(CultureInfo.InvariantCulture, $"{row.Nanoseconds / figures.Nanoseconds,13:F2}{(figures.Bytes == 0 ? row.Bytes == 0 ? "1.00" : "more" : ((double)row.Bytes / figures.Bytes).ToString("F2", CultureInfo.InvariantCulture)),10}")
                : "";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Name,-28}{row.Nanoseconds,14:N1}{row.Fastest,14:N1}{row.Bytes,12:N0}{(row.Ratio > 0 ? row.Ratio.ToString("F2", CultureInfo.InvariantCulture) : ""),10}{compared}"));
        }

        Console.WriteLine($"medians of {Rounds} alternating rounds, of kernels {LongRounds}; {Environment.ProcessorCount} cores; .NET {Environment.Version}");
        return 0;
    }

    private static List<SideBySideRow> Measure()
    {
        var scoring = new ScoringBenchmarks();
        var messages = new MessageBenchmarks();
        var calibration = new CalibrationBenchmarks();
        var scores = new SideBySide()
            .Add(nameof(scoring.PlainWeightedMean), scoring.PlainWeightedMean)
            .Add(nameof(scoring.ScoreTwelveRatings), scoring.ScoreTwelveRatings)
            .Add(nameof(scoring.ScoreTwelveRatingsNoFlag), scoring.ScoreTwelveRatingsNoFlag)
            .Add(nameof(scoring.ScoreTwelveRatingsFromIds), scoring.ScoreTwelveRatingsFromIds)
            .Add(nameof(scoring.ScoreOneRating), scoring.ScoreOneRating)
            .Add(nameof(scoring.ScoreFortyRatings), scoring.ScoreFortyRatings)
            .Add(nameof(scoring.ExplainTwelve), scoring.ExplainTwelve)
            .Add(nameof(scoring.CompileTwelve), scoring.CompileTwelve)
            .Add(nameof(messages.RequestToItself), messages.RequestToItself)
            .Add(nameof(messages.RequestToResponse), messages.RequestToResponse)
            .Run(Rounds);
        var kernels = new SideBySide()
            .Add(nameof(calibration.AlphaOrdinal), calibration.AlphaOrdinal)
            .Add(nameof(calibration.RemlThreeEffects), calibration.RemlThreeEffects)
            .Add(nameof(calibration.RaschCorrectedJoint), calibration.RaschCorrectedJoint)
            .Run(LongRounds);
        return [.. scores, .. kernels.Select(row => row with { Ratio = 0 })];
    }

    private sealed record Figures(double Nanoseconds, long Bytes);
}
