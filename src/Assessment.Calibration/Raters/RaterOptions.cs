namespace Assessment.Calibration.Raters;

/// <summary>Policy of the rater analysis.</summary>
public sealed record RaterOptions
{
    /// <summary>Raters with fewer ratings get no statistic beyond their use of the scale; ≥ 1.</summary>
    public int MinimumRatings { get; init; } = 30;

    /// <summary>Raters with fewer candidates get no statistic beyond their use of the scale; ≥ 3.</summary>
    public int MinimumCandidates { get; init; } = 10;

    /// <summary>False discovery rate at which raters are flagged, over all raters and kinds of signal; in (0, 1).</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>Allowance k of the CUSUM in standard errors; half the shift that it is tuned to; &gt; 0.</summary>
    public double CusumAllowance { get; init; } = 0.5;

    /// <summary>Seed of the mixed model's random probes; only large tables need any.</summary>
    public ulong Seed { get; init; } = 1;
}
