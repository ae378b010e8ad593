namespace Assessment.Calibration.Criteria;

/// <summary>What a criterion (or a question) should be looked at for.</summary>
[Flags]
public enum CriterionConcerns
{
    /// <summary>Nothing stands out.</summary>
    None = 0,

    /// <summary>Too few ratings to say anything: difficulty and discrimination are withheld, and no other concern is raised.</summary>
    TooFewRatings = 1,

    /// <summary>Too large a share of ratings has the lowest level.</summary>
    Floor = 2,

    /// <summary>Too large a share of ratings has the highest level.</summary>
    Ceiling = 4,

    /// <summary>Some level of the scale was never used.</summary>
    UnusedLevels = 8,

    /// <summary>Some level was used, but too seldom for its threshold to be estimated well.</summary>
    SparseLevels = 16,

    /// <summary>The interval of the discrimination reaches below the bar.</summary>
    WeakDiscrimination = 32,

    /// <summary>The discrimination is negative, and its interval excludes zero: the criterion may be scored the wrong way round.</summary>
    NegativeDiscrimination = 64,
}

/// <summary>Policy of <see cref="CriterionAnalysis"/>.</summary>
public sealed record CriterionOptions
{
    /// <summary>The defaults.</summary>
    public static CriterionOptions Default { get; } = new();

    /// <summary>Ratings below which a criterion is 'too few'; ≥ 0.</summary>
    public int MinimumRatings { get; init; } = 30;

    /// <summary>Ratings below which a used level is sparse; 10 as Linacre (2002), Journal of Applied Measurement 3(1), 85–106, guideline 1.</summary>
    public int MinimumPerLevel { get; init; } = 10;

    /// <summary>Share at an end of the scale from which on it is a floor or a ceiling; in (0, 1].</summary>
    public double EndShare { get; init; } = 0.5;

    /// <summary>Item–rest correlation that a criterion should reach; .2 as Ebel and Frisbie (1991), Essentials of Educational Measurement.</summary>
    public double WeakBar { get; init; } = 0.2;
}

/// <summary>How a criterion (or a question, where the table's criteria are questions) does.</summary>
/// <param name="Criterion">The criterion's index.</param>
/// <param name="Ratings">How many ratings it has.</param>
/// <param name="Candidates">How many candidates were rated on it.</param>
/// <param name="Difficulty">
/// 1 − (mean level − lowest) / (highest − lowest), in [0, 1]; 0 is easiest. n is ratings; the standard error is cluster-robust over
/// candidates. For the difficulty in logits see the Rasch model.
/// </param>
/// <param name="Discrimination">
/// Corrected item–rest correlation, in [−1, 1]: Pearson's between a candidate's mean on this criterion and the mean of the candidate's
/// means on all other criteria. n is candidates with both; Fisher's z interval. Halo raises it.
/// </param>
/// <param name="LevelCounts">Ratings by level, from the lowest level of the scale to the highest.</param>
/// <param name="Floor">Share of ratings at the lowest level, in [0, 1]; NaN without ratings.</param>
/// <param name="Ceiling">Share of ratings at the highest level, in [0, 1]; NaN without ratings.</param>
/// <param name="Concerns">What stands out.</param>
public sealed record CriterionStatistics(
    int Criterion, long Ratings, int Candidates, Statistic Difficulty, Statistic Discrimination, IReadOnlyList<long> LevelCounts,
    double Floor, double Ceiling, CriterionConcerns Concerns);
