namespace Assessment.Calibration.Agreement;

/// <summary>A test of κ = 0.</summary>
/// <param name="Kappa">Fleiss' κ; NaN when undefined.</param>
/// <param name="NullStandardError">Its standard error were the true κ 0; NaN when undefined.</param>
/// <param name="Z">κ over that; NaN when undefined.</param>
/// <param name="Status">Ok, or why there is no test; <see cref="EstimateStatus.Incomplete"/> when units differ in their number of ratings.</param>
public sealed record KappaTest(double Kappa, double NullStandardError, double Z, EstimateStatus Status);

/// <summary>Fleiss' κ category by category, and the test that it is zero; the overall coefficient is in <see cref="ChanceCorrected"/>.</summary>
public static class FleissKappa
{
    /// <summary>For each category of the scale: κ of 'this one or another', n the number of units.</summary>
    /// <remarks>
    /// Fleiss (1971), Psychological Bulletin 76(5), 378–382, equation 23, for any number of ratings a unit. Uncertainty by jackknife over
    /// candidates, or bootstrap. A category that nobody used, or everybody always did, has status NoVariation.
    /// </remarks>
    public static IReadOnlyList<Statistic> ByCategory(RatingTable table, AgreementOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= AgreementOptions.Default;
        CategoryMap map = CategoryMap.Of(table, options.Categories);
        var statistic = new CategoryKappaSums(map.Count);
        double[] sums = CandidateSums.Of(table, map, statistic).Totals();
        var values = new double[map.Count];
        statistic.Values(sums, values);
        long units = (long)statistic.Units(sums);
        EstimateStatus reason = Degenerate.ReasonFor(table, (long)statistic.UnitsWithPairs(sums));
        Estimate[] estimates = reason == EstimateStatus.Ok
            ? CandidateResampling.Estimates(table, map, statistic, values, units, options, cancellation)
            : [.. values.Select(_ => Estimate.None(reason, units))];
        return [.. estimates.Select((estimate, category) => new Statistic(
            "Fleiss kappa", $"level {map.Levels[category]} against the others", CandidateResampling.MethodOf(options), estimate))];
    }

    /// <summary>z of Fleiss' unweighted κ under the hypothesis that κ is 0; every unit must have the same number of ratings.</summary>
    /// <remarks>
    /// Fleiss, Nee and Landis (1979), Psychological Bulletin 86(5), 974–977, equation 12:
    /// var = 2 / (N m (m − 1) (Σ p q)²) · ((Σ p q)² − Σ p q (q − p)).
    /// </remarks>
    public static KappaTest TestOfZero(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        AgreementResult kappa = ChanceCorrected.Of(
            table, AgreementCoefficient.FleissKappa, AgreementWeights.Identity, new AgreementOptions { Uncertainty = UncertaintyMethod.Analytic });
        Estimate estimate = kappa.Statistic.Estimate;
        if (!estimate.HasValue)
        {
            return new KappaTest(double.NaN, double.NaN, double.NaN, estimate.Status);
        }

        CategoryMap map = CategoryMap.Of(table, CategoryBasis.Scale);
        var scanner = new UnitScanner(table, map);
        var counts = new double[map.Count];
        int size = 0;
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            scanner.Load(candidate);
            for (int unit = 0; unit < scanner.UnitCount; unit++)
            {
                ReadOnlySpan<byte> categories = scanner.CategoriesOf(unit);
                if (size != 0 && categories.Length != size)
                {
                    return new KappaTest(estimate.Value, double.NaN, double.NaN, EstimateStatus.Incomplete);
                }

                size = categories.Length;
                foreach (byte category in categories)
                {
                    counts[category]++;
                }
            }
        }

        return Test(estimate, counts, size);
    }

    private static KappaTest Test(Estimate kappa, double[] counts, int size)
    {
        double n = kappa.N;
        double spread = 0;
        double skew = 0;
        foreach (double count in counts)
        {
            double p = count / (n * size);
            spread += p * (1 - p);
            skew += p * (1 - p) * (1 - (2 * p));
        }

        double standardError = Math.Sqrt(2 * ((spread * spread) - skew) / (n * size * (size - 1))) / spread;
        return new KappaTest(kappa.Value, standardError, kappa.Value / standardError, EstimateStatus.Ok);
    }

    /// <summary>The sums of <see cref="PairSums"/> with identity weights, read as one yes-or-no question for each category.</summary>
    private readonly struct CategoryKappaSums(int categories) : IAdditiveStatistic
    {
        private readonly PairSums _pairs = new(categories, AgreementWeights.Identity.For(categories));
        private readonly int[] _packed = Packing.Table(categories);

        public int SumCount => _pairs.SumCount;

        public int ValueCount => categories;

        public bool AddUnit(ReadOnlySpan<byte> unit, Span<double> sums) => _pairs.AddUnit(unit, sums);

        public double Units(ReadOnlySpan<double> sums) => _pairs.Units(sums);

        public double UnitsWithPairs(ReadOnlySpan<double> sums) => _pairs.UnitsWithPairs(sums);

        public void Values(ReadOnlySpan<double> sums, Span<double> values)
        {
            for (int category = 0; category < values.Length; category++)
            {
                double split = 0; // pairs of which one is this category and the other is not
                for (int other = 0; other < values.Length; other++)
                {
                    split += other == category ? 0 : sums[_packed[(category * values.Length) + other]];
                }

                double share = _pairs.Share(sums, category);
                double chance = (share * share) + ((1 - share) * (1 - share));
                values[category] = Degenerate.BeyondChance(1 - (split / _pairs.UnitsWithPairs(sums)), chance);
            }
        }
    }
}
