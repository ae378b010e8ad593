namespace Assessment.Calibration.Agreement;

/// <summary>Krippendorff's squared difference functions.</summary>
public enum AlphaMetric
{
    /// <summary>0 for equal levels, else 1.</summary>
    Nominal,

    /// <summary>(Σ of the marginals from c to k − (n(c) + n(k)) / 2)². Not the same as Gwet's ordinal weights.</summary>
    Ordinal,

    /// <summary>(c − k)².</summary>
    Interval,

    /// <summary>((c − k) / (c + k))²; 0 when both are 0. Depends on where zero is.</summary>
    Ratio,
}

/// <summary>Krippendorff's α: 1 − observed over expected disagreement.</summary>
/// <remarks>
/// Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania. Units with one rating are left
/// out. 1 is perfect agreement, 0 what chance gives, and it may be negative. n is the number of units with two ratings or more.
/// </remarks>
public static class KrippendorffAlpha
{
    /// <summary>The coefficient alone; NaN when no unit has two ratings or all of their levels are equal.</summary>
    public static double Of(CoincidenceMatrix coincidences, AlphaMetric metric)
    {
        ArgumentNullException.ThrowIfNull(coincidences);
        var sums = new AlphaSums(coincidences.LowestLevel, coincidences.LevelCount);
        return sums.Value(coincidences.PackedPairs(), metric);
    }

    /// <summary>The coefficient with its uncertainty over candidates.</summary>
    /// <param name="table">The ratings; a candidate's criterion is a unit.</param>
    /// <param name="metric">The difference function.</param>
    /// <param name="options">Jackknife (also for 'analytic', there being no published formula for every metric) or bootstrap.</param>
    /// <param name="cancellation">Looked at before each pass, and between the bootstrap's replicates.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Statistic Of(
        RatingTable table, AlphaMetric metric, AgreementOptions? options = null, CancellationToken cancellation = default) =>
        OfAll(table, options, cancellation)[(int)metric];

    /// <summary>The coefficient for all four metrics, in the order of <see cref="AlphaMetric"/>, from one pass.</summary>
    /// <param name="table">The ratings; a candidate's criterion is a unit.</param>
    /// <param name="options">Jackknife (also for 'analytic') or bootstrap.</param>
    /// <param name="cancellation">Looked at before each pass, and between the bootstrap's replicates.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<Statistic> OfAll(RatingTable table, AgreementOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        cancellation.ThrowIfCancellationRequested();
        options ??= AgreementOptions.Default;
        var sums = new AlphaSums(table.LowestLevel, table.LevelCount);
        CoincidenceMatrix coincidences = CoincidenceMatrix.Of(table);
        var values = new double[sums.ValueCount];
        sums.Values(coincidences.PackedPairs(), values);
        EstimateStatus reason = Degenerate.ReasonFor(table, coincidences.UnitCount);
        Estimate[] estimates = reason == EstimateStatus.Ok
            ? CandidateResampling.Estimates(table, CategoryMap.Of(table, CategoryBasis.Scale), sums, values, coincidences.UnitCount, options, cancellation)
            : [.. values.Select(_ => Estimate.None(reason, coincidences.UnitCount))];
        return [.. Enum.GetValues<AlphaMetric>().Select(metric => new Statistic(
            "Krippendorff alpha", VariantOf(metric), CandidateResampling.MethodOf(options), estimates[(int)metric]))];
    }

    private static string VariantOf(AlphaMetric metric) => metric switch
    {
        AlphaMetric.Nominal => "nominal metric",
        AlphaMetric.Ordinal => "ordinal metric (Krippendorff's, by marginals)",
        AlphaMetric.Interval => "interval metric",
        _ => "ratio metric",
    };
}
