namespace Assessment.Calibration.Variance;

/// <summary>Where a random term's effects live in the mixed-model equations.</summary>
internal enum TermPlace
{
    /// <summary>One scalar per candidate, eliminated candidate by candidate.</summary>
    Candidate,

    /// <summary>Candidate × facet, on the side of the candidate's block that is diagonal.</summary>
    Diagonal,

    /// <summary>Candidate × facet, on the side that is solved densely inside the candidate.</summary>
    Dense,

    /// <summary>Common to candidates, addressed through units.</summary>
    Large,

    /// <summary>Few levels, addressed by row: criteria.</summary>
    Small,
}

/// <summary>A random term with its place; Offset is its first column in the large or small part.</summary>
internal sealed record DesignTerm(VarianceTerm Term, TermPlace Place, int Count, int Offset, int[] UnitLevels)
{
    public bool IsSlope => Term == VarianceTerm.RaterDrift;
}

/// <summary>
/// The ratings laid out for the mixed-model equations: rows grouped by candidate, and inside a candidate by unit, a run of
/// rows that share every large and candidate-specific level.
/// </summary>
/// <remarks>
/// Effects are split in three: those of one candidate (eliminated exactly, candidate by candidate), large common terms
/// (raters, rater × criterion, slopes; many criteria), and the small part (criteria, intercept, trend). About 5 bytes a
/// rating and 8 a unit, plus 4 a unit for each further term.
/// </remarks>
internal sealed class MixedDesign
{
    /// <summary>From this many criteria on they belong to the large part.</summary>
    public const int SmallCriteria = 65;

    public required byte[] Levels { get; init; }

    public required int[] Criteria { get; init; }

    /// <summary>First row of each candidate's group, and the number of rows at the end.</summary>
    public required int[] RowStarts { get; init; }

    public required int[] UnitStarts { get; init; }

    /// <summary>First row of each unit, and the number of rows at the end.</summary>
    public required int[] UnitRows { get; init; }

    /// <summary>Period + 1 of each unit, 0 where unknown; empty without drift.</summary>
    public required int[] UnitPeriods { get; init; }

    /// <summary>Centred period index by period + 1; empty without drift.</summary>
    public required double[] PeriodCoefficients { get; init; }

    public required DesignTerm[] Terms { get; init; }

    public required PairIndex? Pairs { get; init; }

    public required double Mean { get; init; }

    public required int LargeCount { get; init; }

    public required int SmallCount { get; init; }

    /// <summary>First row of the dense-in-candidate and diagonal levels of each candidate (prefix counts), and their row counts.</summary>
    public required int[] DiagonalStarts { get; init; }

    public required int[] DenseStarts { get; init; }

    public required int[] DiagonalCounts { get; init; }

    public required int[] DenseCounts { get; init; }

    public required int MaxRows { get; init; }

    public required int MaxDiagonal { get; init; }

    public required int MaxDense { get; init; }

    public int Rows => Levels.Length;

    public int Groups => RowStarts.Length - 1;

    public int Units => UnitRows.Length - 1;

    public int Intercept => SmallCount - 1 - (HasTrend ? 1 : 0);

    public bool HasTrend => PeriodCoefficients.Length > 0;

    public int FixedCount => HasTrend ? 2 : 1;

    public DesignTerm? CandidateTerm => Array.Find(Terms, t => t.Place == TermPlace.Candidate);

    public DesignTerm? DiagonalTerm => Array.Find(Terms, t => t.Place == TermPlace.Diagonal);

    public DesignTerm? DenseTerm => Array.Find(Terms, t => t.Place == TermPlace.Dense);

    public DesignTerm? SmallTerm => Array.Find(Terms, t => t.Place == TermPlace.Small);

    public DesignTerm[] LargeTerms => [.. Terms.Where(t => t.Place == TermPlace.Large)];
}
