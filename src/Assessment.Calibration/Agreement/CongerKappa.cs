namespace Assessment.Calibration.Agreement;

/// <summary>Conger's κ: chance agreement by the raters' own marginals, over all pairs of different raters.</summary>
/// <remarks>
/// Source: Conger (1980), Psychological Bulletin 88(2), 322–328; with missing ratings and weights Gwet (2014), chapters 2 and 5.
/// pe = 1 / (R (R − 1)) Σ over raters g ≠ h of Σ w(k, l) p(g, k) p(h, l), where p(g, ·) is rater g's share of each category.
/// The bootstrap does not apply (the marginals of each rater are no small sum): the jackknife stands in for it.
/// </remarks>
internal static class CongerKappa
{
    public static AgreementResult Of(RatingTable table, AgreementWeights weights, AgreementOptions options)
    {
        CategoryMap map = CategoryMap.Of(table, options.Categories);
        double[] matrix = weights.For(map.Count);
        var marginals = RaterMarginals.Of(table, map, matrix);
        EstimateStatus reason = Degenerate.ReasonFor(table, marginals.UnitsWithPairs);
        double chance = reason == EstimateStatus.Ok ? marginals.Chance() : double.NaN;
        double observed = reason == EstimateStatus.Ok ? marginals.Observed : double.NaN;
        double kappa = Degenerate.BeyondChance(observed, chance);
        Estimate estimate = reason != EstimateStatus.Ok ? Estimate.None(reason, marginals.Units)
            : double.IsNaN(kappa) ? Estimate.None(EstimateStatus.NoVariation, marginals.Units)
            : options.Uncertainty == UncertaintyMethod.Analytic ? Analytic(table, map, matrix, marginals, kappa, chance, options.Divisor)
            : Jackknife(table, map, marginals, kappa);
        AgreementOptions used = options.Uncertainty == UncertaintyMethod.Bootstrap ? options with { Uncertainty = UncertaintyMethod.Jackknife } : options;
        return new AgreementResult(
            new Statistic(
                ChanceCorrected.NameOf(AgreementCoefficient.CongerKappa, weights), $"{weights.Name} weights",
                ChanceCorrected.MethodOf(used), estimate),
            observed, chance);
    }

    private static Estimate Analytic(
        RatingTable table, CategoryMap map, double[] weights, RaterMarginals marginals, double kappa, double chance,
        VarianceDivisor divisor)
    {
        int q = map.Count;
        double n = marginals.Units;
        double scale = n / marginals.UnitsWithPairs;
        double raters = marginals.Raters;
        // pe's derivative by p(g, l) is 2 b(g, l) / (R (R − 1)), b(g, l) = Σ w(k, l)(R p̄(k) − p(g, k)); and a unit moves p(g, l) by
        // (n / n(g))(δ − (ε − n(g) / n) p(g, l)), where ε says whether g rated it and δ whether g said l (Gwet 2014, chapter 5).
        double[] influence = marginals.Influence(out double constant);
        var (squares, count) = UnitLinearization.Squares(table, map, kappa, (ReadOnlySpan<byte> categories, ReadOnlySpan<int> unitRaters, out double x) =>
        {
            int m = categories.Length;
            double own = constant;
            for (int i = 0; i < m; i++)
            {
                own += influence[(unitRaters[i] * q) + categories[i]];
            }

            double byChance = own / (raters * (raters - 1));
            double agreement = m < 2 ? 0 : scale * ((UnitLinearization.PairWeight(categories, weights, q) / (m * (double)(m - 1))) - chance) / (1 - chance);
            x = agreement - (2 * (1 - kappa) * (byChance - chance) / (1 - chance));
            return true;
        });
        return Intervals.StudentT(kappa, UnitLinearization.StandardError(squares, count, divisor), count - 1, marginals.Units);
    }

    /// <summary>Leaves out one candidate at a time, changing only the marginals of the raters concerned.</summary>
    private static Estimate Jackknife(RatingTable table, CategoryMap map, RaterMarginals marginals, double kappa)
    {
        var units = new UnitScanner(table, map);
        double sum = 0;
        double squares = 0;
        long rows = 0;
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            units.Load(candidate);
            if (units.UnitCount == 0)
            {
                continue;
            }

            rows++;
            marginals.Change(units, -1);
            double chance = marginals.Chance();
            double deviation = Degenerate.BeyondChance(marginals.Observed, chance) - kappa;
            sum += deviation;
            squares += deviation * deviation;
            marginals.Change(units, 1);
        }

        double variance = rows < 2 ? double.NaN : (rows - 1.0) / rows * Math.Max(0, squares - (sum * sum / rows));
        return Intervals.StudentT(kappa, Math.Sqrt(variance), rows - 1, marginals.Units);
    }
}
