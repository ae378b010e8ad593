namespace Assessment.Calibration.Agreement;

/// <summary>How often each rater used each category, with the sums over raters that Conger's chance agreement needs.</summary>
internal sealed class RaterMarginals
{
    private readonly int _q;
    private readonly double[] _weights;
    private readonly long[] _counts; // [rater · q + category]
    private readonly long[] _ratings; // by rater
    private readonly double[] _shareSums; // Σ over raters of p(g, k)
    private double _ownAgreement; // Σ over raters of Σ w(k, l) p(g, k) p(g, l)
    private double _agreement; // Σ over units of their share of agreeing pairs

    private RaterMarginals(int raters, int categories, double[] weights)
    {
        _q = categories;
        _weights = weights;
        _counts = new long[raters * categories];
        _ratings = new long[raters];
        _shareSums = new double[categories];
    }

    public long Units { get; private set; }

    public long UnitsWithPairs { get; private set; }

    /// <summary>Raters with a rating.</summary>
    public int Raters { get; private set; }

    public double Observed => _agreement / UnitsWithPairs;

    public static RaterMarginals Of(RatingTable table, CategoryMap map, double[] weights)
    {
        var marginals = new RaterMarginals(table.RaterCount, map.Count, weights);
        var units = new UnitScanner(table, map);
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            units.Load(candidate);
            marginals.CountUnits(units, 1);
        }

        for (int rater = 0; rater < table.RaterCount; rater++)
        {
            marginals.AddRater(rater, 1);
        }

        return marginals;
    }

    /// <summary>Takes a candidate's units out (−1) or puts them back (+1).</summary>
    public void Change(UnitScanner units, int sign)
    {
        ReadOnlySpan<int> raters = Distinct(units);
        foreach (int rater in raters)
        {
            AddRater(rater, -1);
        }

        CountUnits(units, sign);
        foreach (int rater in raters)
        {
            AddRater(rater, 1);
        }
    }

    /// <summary>Σ over g ≠ h of Σ w p(g, k) p(h, l), over R (R − 1): all pairs less each rater's pair with himself.</summary>
    public double Chance()
    {
        double all = 0;
        for (int k = 0; k < _q; k++)
        {
            for (int l = 0; l < _q; l++)
            {
                all += _weights[(k * _q) + l] * _shareSums[k] * _shareSums[l];
            }
        }

        return (all - _ownAgreement) / (Raters * (double)(Raters - 1));
    }

    /// <summary>[rater · q + category] what a rating moves Σ b p by, and the constant that every unit gets.</summary>
    public double[] Influence(out double constant)
    {
        var influence = new double[_counts.Length];
        constant = 0;
        for (int rater = 0; rater < _ratings.Length; rater++)
        {
            if (_ratings[rater] == 0)
            {
                continue;
            }

            double mean = 0;
            for (int l = 0; l < _q; l++)
            {
                double slope = 0;
                for (int k = 0; k < _q; k++)
                {
                    slope += _weights[(k * _q) + l] * (_shareSums[k] - Share(rater, k));
                }

                influence[(rater * _q) + l] = slope;
                mean += slope * Share(rater, l);
            }

            constant += mean;
            for (int l = 0; l < _q; l++)
            {
                int at = (rater * _q) + l;
                influence[at] = (influence[at] - mean) * Units / _ratings[rater];
            }
        }

        return influence;
    }

    private double Share(int rater, int category) => _counts[(rater * _q) + category] / (double)_ratings[rater];

    private void CountUnits(UnitScanner units, int sign)
    {
        for (int unit = 0; unit < units.UnitCount; unit++)
        {
            ReadOnlySpan<byte> categories = units.CategoriesOf(unit);
            ReadOnlySpan<int> raters = units.RatersOf(unit);
            int m = categories.Length;
            Units += sign;
            for (int i = 0; i < m; i++)
            {
                _counts[(raters[i] * _q) + categories[i]] += sign;
                _ratings[raters[i]] += sign;
            }

            if (m > 1)
            {
                UnitsWithPairs += sign;
                _agreement += sign * UnitLinearization.PairWeight(categories, _weights, _q) / (m * (double)(m - 1));
            }
        }
    }

    private void AddRater(int rater, int sign)
    {
        if (_ratings[rater] == 0)
        {
            return;
        }

        Raters += sign;
        for (int k = 0; k < _q; k++)
        {
            double share = Share(rater, k);
            _shareSums[k] += sign * share;
            for (int l = 0; l < _q; l++)
            {
                _ownAgreement += sign * _weights[(k * _q) + l] * share * Share(rater, l);
            }
        }
    }

    private static ReadOnlySpan<int> Distinct(UnitScanner units)
    {
        var raters = new HashSet<int>();
        for (int unit = 0; unit < units.UnitCount; unit++)
        {
            foreach (int rater in units.RatersOf(unit))
            {
                raters.Add(rater);
            }
        }

        int[] sorted = [.. raters];
        Array.Sort(sorted);
        return sorted;
    }
}
