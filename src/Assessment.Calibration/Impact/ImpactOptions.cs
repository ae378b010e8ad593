namespace Assessment.Calibration.Impact;

/// <summary>Policy of <see cref="AdverseImpact"/>.</summary>
public sealed record ImpactOptions
{
    /// <summary>The defaults.</summary>
    public static ImpactOptions Default { get; } = new();

    /// <summary>Counts below this are not shown: neither considered, nor selected, nor rejected; ≥ 0, where 0 shows everything.</summary>
    public int MinimumCell { get; init; } = 5;

    /// <summary>
    /// Groups under this share of the labelled, in hundredths, are flagged and never the reference; in [0, 100]. Source: Questions and
    /// Answers on the Uniform Guidelines (1979), 44 FR 11996, question 16: groups of 2 per cent or more.
    /// </summary>
    public int MinimumSharePercent { get; init; } = 2;
}
