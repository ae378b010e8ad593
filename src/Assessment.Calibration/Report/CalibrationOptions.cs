using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Report;

/// <summary>Which model severities and fair scores come from.</summary>
public enum CalibrationMethod
{
    /// <summary>Marginal where candidates have fewer than ten ratings on average, corrected joint elsewhere.</summary>
    Automatic,

    /// <summary>Many-facet Rasch by corrected joint maximum likelihood.</summary>
    Joint,

    /// <summary>Many-facet Rasch by marginal maximum likelihood.</summary>
    Marginal,

    /// <summary>The mixed model's predictions by REML, in scale points; no logits, fit statistics or bias.</summary>
    MixedModel,
}

/// <summary>Choices and policy of a <see cref="CalibrationReport"/>. <c>new()</c> is right for most tables.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Thresholds shared by all criteria, or of each criterion's own.</summary>
    public RaschScale Scale { get; init; } = RaschScale.RatingScale;

    /// <summary>Which model severities and fair scores come from.</summary>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.Automatic;

    /// <summary>Seed of every random probe: the same table, options and seed give the same bits.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>No severity of a rater with fewer ratings; ≥ 0.</summary>
    public int MinimumRatings { get; init; } = 10;

    /// <summary>No severity of a rater with fewer candidates whom somebody else rated too; ≥ 0.</summary>
    public int MinimumLinkedCandidates { get; init; } = 3;

    /// <summary>No fit statistic, tendency or drift on fewer ratings; ≥ 1.</summary>
    public int MinimumFitRatings { get; init; } = 30;

    /// <summary>No cell of a group with fewer candidates; ≥ 0.</summary>
    public int MinimumCell { get; init; } = 5;

    /// <summary>Groups under this share of the labelled candidates are flagged and never the reference; per cent, in [0, 100].</summary>
    public int MinimumSharePercent { get; init; } = 2;

    /// <summary>False discovery rate of flags; in (0, 1).</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>The Φ that 'raters needed' aims at; in (0, 1).</summary>
    public double TargetDependability { get; init; } = 0.8;

    /// <summary>
    /// The score from which on a candidate passes, in scale points. Null: a candidate passes above the median of the own component, which
    /// is the 'scoring rate' of adverse impact.
    /// </summary>
    public double? Cut { get; init; }

    /// <summary>How many pairs of raters with candidates in common are listed one by one; ≥ 0. All of them are counted.</summary>
    public int ListedPairs { get; init; } = 10_000;

    /// <summary>
    /// Up to how many ratings REML takes the two-way terms too; ≥ 0. Beyond, REML has the three main effects, and the two-way terms and the
    /// decision study are Henderson's, whose cost is one pass.
    /// </summary>
    public int TwoWayRemlLimit { get; init; } = 200_000;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumRatings);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumLinkedCandidates);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumFitRatings, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MinimumCell);
        ArgumentOutOfRangeException.ThrowIfNegative(ListedPairs);
        ArgumentOutOfRangeException.ThrowIfNegative(TwoWayRemlLimit);
        if (MinimumSharePercent is < 0 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumSharePercent), MinimumSharePercent, "In [0, 100].");
        }

        if (!(FalseDiscoveryRate > 0 && FalseDiscoveryRate < 1 && TargetDependability > 0 && TargetDependability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(FalseDiscoveryRate), "The false discovery rate and the target must lie in (0, 1).");
        }
    }
}

/// <summary>What a <see cref="CalibrationReport"/> is being made of, in order.</summary>
public enum CalibrationPhase
{
    /// <summary>The graph of candidates and raters.</summary>
    Design,

    /// <summary>Coefficients of agreement.</summary>
    Agreement,

    /// <summary>Variance components and the decision study.</summary>
    Variance,

    /// <summary>Severities and fair scores.</summary>
    Severity,

    /// <summary>Criteria.</summary>
    Criteria,

    /// <summary>Tendencies and drift of raters.</summary>
    Raters,

    /// <summary>Bias towards criteria and groups.</summary>
    Bias,

    /// <summary>Adverse impact.</summary>
    Impact,
}
