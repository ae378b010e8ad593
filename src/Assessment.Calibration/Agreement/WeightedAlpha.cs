namespace Assessment.Calibration.Agreement;

/// <summary>Krippendorff's α with agreement weights and Gwet's variance.</summary>
/// <remarks>
/// Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, chapter 2 (the coefficient) and chapter 5 (the variance).
/// pa = (1 − ε) pa′ + ε with ε = 1 / (n r̄), r̄ the mean ratings of the n units with two or more. The variance linearizes α′, which is
/// α without ε. As published, the unit's own share of pa′ is corrected for its number of ratings by pa, not by pa′;
/// an exact linearization would use pa′ (the difference is of order ε: .06 % of the standard error in Gwet's example).
/// </remarks>
internal static class WeightedAlpha
{
    public static AgreementResult Of(RatingTable table, AgreementWeights weights, AgreementOptions options, CancellationToken cancellation)
    {
        CategoryMap map = CategoryMap.Of(table, options.Categories);
        var statistic = new WeightedAlphaSums(map.Count, weights.For(map.Count));
        CandidateSums rows = CandidateSums.Of(table, map, statistic);
        double[] sums = rows.Totals();
        var values = new double[1];
        statistic.Values(sums, values);
        long units = (long)statistic.Units(sums);
        EstimateStatus reason = Degenerate.ReasonFor(table, units);
        Estimate estimate = reason != EstimateStatus.Ok ? Estimate.None(reason, units)
            : options.Uncertainty == UncertaintyMethod.Analytic ? Analytic(table, map, statistic, sums, values[0], options.Divisor)
            : CandidateResampling.Estimates(table, map, statistic, values, units, options, cancellation)[0];
        bool defined = reason == EstimateStatus.Ok;
        return new AgreementResult(
            new Statistic(
                ChanceCorrected.NameOf(AgreementCoefficient.KrippendorffAlpha, weights), $"{weights.Name} weights",
                ChanceCorrected.MethodOf(options), estimate),
            defined ? statistic.Observed(sums) : double.NaN,
            defined ? statistic.Chance(sums) : double.NaN);
    }

    private static Estimate Analytic(RatingTable table, CategoryMap map, WeightedAlphaSums statistic, double[] sums, double alpha, VarianceDivisor divisor)
    {
        long n = (long)statistic.Units(sums);
        if (double.IsNaN(alpha))
        {
            return Estimate.None(EstimateStatus.NoVariation, n);
        }

        int q = map.Count;
        double[] weights = statistic.Weights;
        double mean = statistic.Ratings(sums) / n;
        double observed = statistic.Observed(sums);
        double chance = statistic.Chance(sums);
        double withoutEpsilon = (statistic.ObservedWithoutEpsilon(sums) - chance) / (1 - chance);
        double[] influence = statistic.ChanceInfluence(sums);
        var (squares, count) = UnitLinearization.Squares(table, map, withoutEpsilon, (ReadOnlySpan<byte> categories, ReadOnlySpan<int> _, out double x) =>
        {
            x = 0;
            int m = categories.Length;
            if (m < 2)
            {
                return false;
            }

            double own = 0;
            foreach (byte category in categories)
            {
                own += influence[category];
            }

            double excess = (m - mean) / mean;
            double agreement = (UnitLinearization.PairWeight(categories, weights, q) / (mean * (m - 1))) - (observed * excess);
            double byChance = (own / mean) - (chance * excess);
            x = ((agreement - chance) / (1 - chance)) - (2 * (1 - withoutEpsilon) * (byChance - chance) / (1 - chance));
            return true;
        });
        return Intervals.StudentT(alpha, UnitLinearization.StandardError(squares, count, divisor), count - 1, n);
    }
}

/// <summary>Packed pair weights 1 / (m − 1), ratings by category, units with a pair.</summary>
internal readonly struct WeightedAlphaSums : IAdditiveStatistic
{
    private readonly int _categories;
    private readonly int[] _packed;

    public WeightedAlphaSums(int categories, double[] weights)
    {
        _categories = categories;
        _packed = Packing.Table(categories);
        Weights = weights;
    }

    public double[] Weights { get; }

    private int Pairs => _categories * (_categories + 1) / 2;

    public int SumCount => Pairs + _categories + 1;

    public int ValueCount => 1;

    public bool AddUnit(ReadOnlySpan<byte> categories, Span<double> sums)
    {
        if (categories.Length < 2)
        {
            return false;
        }

        sums[Pairs + _categories]++;
        double weight = 2.0 / (categories.Length - 1);
        for (int i = 0; i < categories.Length; i++)
        {
            sums[Pairs + categories[i]]++;
            for (int j = 0; j < i; j++)
            {
                sums[_packed[(categories[i] * _categories) + categories[j]]] += weight;
            }
        }

        return true;
    }

    public void Values(ReadOnlySpan<double> sums, Span<double> values)
    {
        double chance = Chance(sums);
        values[0] = Degenerate.BeyondChance(Observed(sums), chance);
    }

    public double Units(ReadOnlySpan<double> sums) => sums.IsEmpty ? 0 : sums[Pairs + _categories];

    public double Ratings(ReadOnlySpan<double> sums)
    {
        double ratings = 0;
        for (int k = 0; k < _categories; k++)
        {
            ratings += sums[Pairs + k];
        }

        return ratings;
    }

    public double Observed(ReadOnlySpan<double> sums)
    {
        double epsilon = 1 / Ratings(sums);
        return ((1 - epsilon) * ObservedWithoutEpsilon(sums)) + epsilon;
    }

    public double ObservedWithoutEpsilon(ReadOnlySpan<double> sums)
    {
        double observed = 0;
        int at = 0;
        for (int k = 0; k < _categories; k++)
        {
            for (int l = k; l < _categories; l++)
            {
                observed += sums[at++] * Weights[(k * _categories) + l];
            }
        }

        return observed / Ratings(sums);
    }

    public double Chance(ReadOnlySpan<double> sums)
    {
        double ratings = Ratings(sums);
        double chance = 0;
        for (int k = 0; k < _categories; k++)
        {
            for (int l = 0; l < _categories; l++)
            {
                chance += Weights[(k * _categories) + l] * (sums[Pairs + k] / ratings) * (sums[Pairs + l] / ratings);
            }
        }

        return chance;
    }

    /// <summary>Σ over l of w(k, l) π(l).</summary>
    public double[] ChanceInfluence(ReadOnlySpan<double> sums)
    {
        double ratings = Ratings(sums);
        var influence = new double[_categories];
        for (int k = 0; k < _categories; k++)
        {
            for (int l = 0; l < _categories; l++)
            {
                influence[k] += Weights[(k * _categories) + l] * sums[Pairs + l] / ratings;
            }
        }

        return influence;
    }
}
