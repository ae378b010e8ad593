using Assessment.Calibration.Connectivity;

namespace Assessment.Calibration.Agreement;

/// <summary>κ of two named raters.</summary>
/// <param name="First">A rater's index.</param>
/// <param name="Second">Another's.</param>
/// <param name="Statistic">κ; n is the number of units that both rated.</param>
public sealed record PairKappa(int First, int Second, Statistic Statistic);

/// <summary>Cohen's κ of two raters, unweighted or weighted, on the units that both rated.</summary>
/// <remarks>
/// Source: Cohen (1960), Educational and Psychological Measurement 20(1), 37–46; Cohen (1968), Psychological Bulletin 70(4), 213–220.
/// Analytic variance: Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72(5), 323–327, equation 9 (not the null variance), with n,
/// not n − 1. Light (1971), Psychological Bulletin 76(5), 365–377, for the mean over pairs.
/// </remarks>
public static class CohenKappa
{
    /// <summary>κ of two raters.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="first">A rater's index.</param>
    /// <param name="second">Another's.</param>
    /// <param name="weights">Identity for Cohen's first κ.</param>
    /// <param name="options">Analytic, or jackknife over candidates (which also stands in for the bootstrap). With
    /// <see cref="CategoryBasis.Observed"/> categories are those that either of the two used on the shared units.</param>
    public static Statistic Between(RatingTable table, int first, int second, AgreementWeights weights, AgreementOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        options ??= AgreementOptions.Default;
        var shared = SharedUnits.Of(table, first, second, options.Categories);
        bool analytic = options.Uncertainty == UncertaintyMethod.Analytic;
        return new Statistic(
            ReferenceEquals(weights, AgreementWeights.Identity) ? "Cohen kappa" : "Weighted kappa",
            $"{weights.Name} weights",
            analytic ? "Fleiss-Cohen-Everitt (1969) variance, normal interval" : "jackknife over candidates, t interval",
            shared.Count == 0 ? Estimate.None(table.Count == 0 ? EstimateStatus.Empty : EstimateStatus.NoPairs)
                : analytic ? shared.Analytic(weights) : shared.Jackknife(weights));
    }

    /// <summary>κ of every pair of raters with enough candidates in common, by first and then second rater.</summary>
    /// <param name="table">The ratings.</param>
    /// <param name="weights">Quadratic is usual for levels.</param>
    /// <param name="options">As for <see cref="Between"/>.</param>
    /// <param name="minimumShared">Pairs with fewer candidates in common are left out; ≥ 1.</param>
    /// <param name="cancellation">Looked at before each pair.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<PairKappa> AllPairs(
        RatingTable table, AgreementWeights weights, AgreementOptions? options = null, int minimumShared = 10,
        CancellationToken cancellation = default)
    {
        RaterPair[] pairs = [.. DesignGraph.Of(table).SharedPairs().Where(pair => pair.SharedCandidates >= minimumShared)];
        var kappas = new PairKappa[pairs.Length];
        _ = table.ByRater; // built once, before the threads ask for it
        Parallel.For(0, pairs.Length, new ParallelOptions { CancellationToken = cancellation }, i => kappas[i] = new PairKappa(
            pairs[i].First, pairs[i].Second, Between(table, pairs[i].First, pairs[i].Second, weights, options)));
        return kappas;
    }

    /// <summary>Light's κ: the plain mean of κ over the pairs of raters for which it is defined; n is the number of those pairs.</summary>
    /// <remarks>Each pair's categories are <see cref="AgreementOptions.Categories"/>; uncertainty by leaving out candidates.</remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled; it is looked at before each group of candidates is left out.</exception>
    public static Statistic Light(
        RatingTable table, AgreementWeights weights, AgreementOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        options ??= AgreementOptions.Default;
        var (mean, pairs) = MeanOverPairs(table, weights, options);
        EstimateStatus reason = Degenerate.ReasonFor(table, pairs);
        return new Statistic("Light kappa", $"{weights.Name} weights, mean of pairwise kappas", GroupJackknife.Method,
            reason != EstimateStatus.Ok ? Estimate.None(reason)
                : double.IsNaN(mean) ? Estimate.None(EstimateStatus.NoVariation, pairs)
                : GroupJackknife.Of(table, mean, pairs, part => MeanOverPairs(part, weights, options).Mean, cancellation));
    }

    private static (double Mean, long Pairs) MeanOverPairs(RatingTable table, AgreementWeights weights, AgreementOptions options)
    {
        double sum = 0;
        long defined = 0;
        long pairs = 0;
        foreach (RaterPair pair in DesignGraph.Of(table).SharedPairs())
        {
            pairs++;
            double kappa = SharedUnits.Of(table, pair.First, pair.Second, options.Categories).Kappa(weights);
            if (!double.IsNaN(kappa))
            {
                sum += kappa;
                defined++;
            }
        }

        return defined == 0 ? (double.NaN, pairs) : (sum / defined, defined);
    }
}
