namespace Assessment.Calibration.Agreement;

/// <summary>Agreement beyond chance for any number of raters, missing ratings and any weights.</summary>
/// <remarks>
/// Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, chapters 2, 3 and 5. A unit is a candidate's criterion.
/// Units with one rating count for the category shares (and so for chance), not for observed agreement; α leaves them out.
/// </remarks>
public static class ChanceCorrected
{
    /// <summary>One coefficient.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; it is looked at before each pass, and between replicates.</exception>
    public static AgreementResult Of(
        RatingTable table, AgreementCoefficient coefficient, AgreementWeights weights, AgreementOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        cancellation.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(weights);
        options ??= AgreementOptions.Default;
        return coefficient switch
        {
            AgreementCoefficient.KrippendorffAlpha => WeightedAlpha.Of(table, weights, options, cancellation),
            AgreementCoefficient.CongerKappa => CongerKappa.Of(table, weights, options),
            _ => OfAll(table, weights, options, cancellation)[(int)coefficient],
        };
    }

    /// <summary>Per cent agreement, Brennan–Prediger, Fleiss' κ and Gwet's AC from one pass, in that order.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; it is looked at before each pass, and between replicates.</exception>
    public static IReadOnlyList<AgreementResult> OfAll(
        RatingTable table, AgreementWeights weights, AgreementOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        cancellation.ThrowIfCancellationRequested();
        ArgumentNullException.ThrowIfNull(weights);
        options ??= AgreementOptions.Default;
        CategoryMap map = CategoryMap.Of(table, options.Categories);
        double[] matrix = weights.For(map.Count);
        var statistic = new PairSums(map.Count, matrix);
        double[] sums = CandidateSums.Of(table, map, statistic).Totals();
        if (sums.Length == 0 || table.Count == 0)
        {
            sums = new double[statistic.SumCount];
        }

        var values = new double[statistic.ValueCount];
        statistic.Values(sums, values);
        long units = (long)statistic.Units(sums);
        EstimateStatus reason = Degenerate.ReasonFor(table, (long)statistic.UnitsWithPairs(sums));
        Estimate[] estimates = reason != EstimateStatus.Ok ? [.. values.Select(_ => Estimate.None(reason, units))]
            : options.Uncertainty == UncertaintyMethod.Analytic ? [.. values.Select((value, i) =>
                Analytic(table, map, statistic, sums, matrix, (AgreementCoefficient)i, value, options.Divisor))]
            : CandidateResampling.Estimates(table, map, statistic, values, units, options, cancellation);
        string method = MethodOf(options);
        return [.. estimates.Select((estimate, i) => new AgreementResult(
            new Statistic(NameOf((AgreementCoefficient)i, weights), $"{weights.Name} weights", method, estimate),
            reason == EstimateStatus.Ok ? statistic.Observed(sums) : double.NaN,
            reason == EstimateStatus.Ok ? statistic.Chance(sums, (AgreementCoefficient)i) : double.NaN))];
    }

    internal static string MethodOf(AgreementOptions options) => options.Uncertainty == UncertaintyMethod.Analytic
        ? $"linearized variance over units (Gwet 2014, divisor {(options.Divisor == VarianceDivisor.Units ? "n" : "n - 1")}), t interval"
        : CandidateResampling.MethodOf(options);

    internal static string NameOf(AgreementCoefficient coefficient, AgreementWeights weights) => coefficient switch
    {
        AgreementCoefficient.PercentAgreement => "Percent agreement",
        AgreementCoefficient.BrennanPrediger => "Brennan-Prediger",
        AgreementCoefficient.FleissKappa => "Fleiss kappa",
        AgreementCoefficient.GwetAC => ReferenceEquals(weights, AgreementWeights.Identity) ? "Gwet AC1" : "Gwet AC2",
        AgreementCoefficient.KrippendorffAlpha => "Krippendorff alpha (Gwet form)",
        _ => "Conger kappa",
    };

    private static Estimate Analytic(
        RatingTable table, CategoryMap map, PairSums statistic, double[] sums, double[] weights, AgreementCoefficient coefficient, double value,
        VarianceDivisor divisor)
    {
        long units = (long)statistic.Units(sums);
        if (double.IsNaN(value))
        {
            return Estimate.None(EstimateStatus.NoVariation, units);
        }

        int q = map.Count;
        double chance = statistic.Chance(sums, coefficient);
        double scale = statistic.Units(sums) / statistic.UnitsWithPairs(sums);
        double[] influence = ChanceInfluence(statistic, sums, weights, q, coefficient);
        var (squares, n) = UnitLinearization.Squares(table, map, value, (ReadOnlySpan<byte> categories, ReadOnlySpan<int> _, out double x) =>
        {
            int m = categories.Length;
            double own = 0;
            foreach (byte category in categories)
            {
                own += influence[category];
            }

            double agreement = m < 2 ? 0 : scale * ((UnitLinearization.PairWeight(categories, weights, q) / (m * (double)(m - 1))) - chance) / (1 - chance);
            x = agreement - (2 * (1 - value) * ((own / m) - chance) / (1 - chance));
            return true;
        });
        return Intervals.StudentT(value, UnitLinearization.StandardError(squares, n, divisor), n - 1, units);
    }

    /// <summary>pe(i) = Σ r(i, k) / m(i) · this; all zero, by returning pe itself, where chance does not depend on the ratings.</summary>
    private static double[] ChanceInfluence(PairSums statistic, double[] sums, double[] weights, int q, AgreementCoefficient coefficient)
    {
        double chance = statistic.Chance(sums, coefficient);
        var influence = new double[q];
        for (int k = 0; k < q; k++)
        {
            influence[k] = coefficient switch
            {
                AgreementCoefficient.GwetAC => weights.Sum() / (q * (double)(q - 1)) * (1 - statistic.Share(sums, k)),
                AgreementCoefficient.FleissKappa => Enumerable.Range(0, q).Sum(l => weights[(k * q) + l] * statistic.Share(sums, l)),
                _ => chance, // then pe(i) − pe = 0
            };
        }

        return influence;
    }
}
