namespace Assessment.Calibration;

/// <summary>Ratings that make no table: levels outside [0, 255] or the declared scale, or candidates with two groups.</summary>
public sealed class InvalidRatingsException : Exception
{
    internal InvalidRatingsException(IReadOnlyList<RatingProblem> problems, long problemCount)
        : base($"{problemCount} problem(s) in the ratings: {string.Join("; ", problems)}{(problemCount > problems.Count ? "; …" : "")}")
    {
        Problems = problems;
        ProblemCount = problemCount;
    }

    /// <summary>The problems in the order of the input, at most the first 1,000.</summary>
    public IReadOnlyList<RatingProblem> Problems { get; }

    /// <summary>How many problems there were.</summary>
    public long ProblemCount { get; }
}

/// <summary>What is wrong with one rating.</summary>
/// <param name="Position">Where it came in the input, from 0.</param>
/// <param name="Problem">What is wrong, without the position.</param>
public sealed record RatingProblem(int Position, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"position {Position}: {Problem}";
}

/// <summary>A rater rated a candidate's criterion twice in one period.</summary>
public sealed class DuplicateRatingException : Exception
{
    internal DuplicateRatingException(IReadOnlyList<DuplicateRating> duplicates, long duplicateCount)
        : base($"{duplicateCount} duplicate rating(s): {string.Join("; ", duplicates)}{(duplicateCount > duplicates.Count ? "; …" : "")}")
    {
        Duplicates = duplicates;
        DuplicateCount = duplicateCount;
    }

    /// <summary>The duplicates by candidate, at most the first 20.</summary>
    public IReadOnlyList<DuplicateRating> Duplicates { get; }

    /// <summary>How many ratings repeat an earlier one.</summary>
    public long DuplicateCount { get; }
}

/// <summary>One rating that repeats an earlier one.</summary>
/// <param name="Candidate">The candidate's name.</param>
/// <param name="Rater">The rater's name.</param>
/// <param name="Criterion">The criterion's name.</param>
/// <param name="Period">The period's name; null when the table has none.</param>
/// <param name="FirstPosition">Where the earlier one came in the input, from 0.</param>
/// <param name="Position">Where this one came in the input, from 0.</param>
public sealed record DuplicateRating(
    string Candidate, string Rater, string Criterion, string? Period, int FirstPosition, int Position)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"candidate '{Candidate}', rater '{Rater}', criterion '{Criterion}'"
        + (Period is null ? "" : $", period '{Period}'")
        + $" at positions {FirstPosition} and {Position}";
}
