using Assessment.Scoring;
using BenchmarkDotNet.Attributes;

namespace Assessment.Benchmarks;

/// <summary>One card of 12 ratings, beside the least that any scorer could do: a plain weighted mean of the same levels.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks
{
    private readonly Workload _twelve = new(competencies: 6, criteriaEach: 2, ratings: 12);
    private readonly Workload _one = new(competencies: 6, criteriaEach: 2, ratings: 1);
    private readonly Workload _forty = new(competencies: 18, criteriaEach: 3, ratings: 40);

    /// <summary>Doubles, one loop, one division; no validation, caps, competencies or coverage.</summary>
    [Benchmark(Baseline = true)]
    public double PlainWeightedMean() => _twelve.PlainWeightedMean();

    /// <summary>Unsorted input, validated; one raised flag that caps two criteria, one of which it lowers.</summary>
    [Benchmark]
    public bool ScoreTwelveRatings() => _twelve.ScoreWithFlag();

    /// <summary>The same without a flag.</summary>
    [Benchmark]
    public bool ScoreTwelveRatingsNoFlag() => _twelve.Score();

    /// <summary>The same as with the flag, from string ids as a request carries them.</summary>
    [Benchmark]
    public bool ScoreTwelveRatingsFromIds() => _twelve.ScoreFromIds();

    /// <summary>A card of one rating.</summary>
    [Benchmark]
    public bool ScoreOneRating() => _one.Score();

    /// <summary>A card of 40 ratings over three tracks, 18 competencies and 54 criteria.</summary>
    [Benchmark]
    public bool ScoreFortyRatings() => _forty.Score();

    /// <summary>The explanation of a scored card of 12 ratings.</summary>
    [Benchmark]
    public IReadOnlyList<Contribution> ExplainTwelve() => _twelve.Explain();

    /// <summary>Compiling the rubric of 12 criteria.</summary>
    [Benchmark]
    public Rubric CompileTwelve() => _twelve.Compile();
}
