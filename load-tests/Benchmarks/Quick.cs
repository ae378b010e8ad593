using System.Globalization;

namespace Assessment.Benchmarks;

/// <summary>The main figures in seconds.</summary>
internal static class Quick
{
    private const int Rounds = 501;

    public static int Run()
    {
        var bench = new ScoringBenchmarks();
        var rows = new SideBySide()
            .Add(nameof(bench.PlainWeightedMean), bench.PlainWeightedMean)
            .Add(nameof(bench.ScoreTwelveRatings), bench.ScoreTwelveRatings)
            .Add(nameof(bench.ScoreTwelveRatingsNoFlag), bench.ScoreTwelveRatingsNoFlag)
            .Add(nameof(bench.ScoreTwelveRatingsFromIds), bench.ScoreTwelveRatingsFromIds)
            .Add(nameof(bench.ScoreOneRating), bench.ScoreOneRating)
            .Add(nameof(bench.ScoreFortyRatings), bench.ScoreFortyRatings)
            .Add(nameof(bench.ExplainTwelve), bench.ExplainTwelve)
            .Add(nameof(bench.CompileTwelve), bench.CompileTwelve)
            .Run(Rounds);
        Console.WriteLine($"{"",-28}{"ns",10}{"fastest",10}{"bytes",8}{"ratio",8}");
        foreach (var row in rows)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{row.Name,-28}{row.Nanoseconds,10:F1}{row.Fastest,10:F1}{row.Bytes,8}{row.Ratio,8:F2}"));
        }

        Console.WriteLine($"medians of {Rounds} alternating rounds; {Environment.ProcessorCount} cores; .NET {Environment.Version}");
        return 0;
    }
}
