namespace Assessment.Calibration.Criteria;

/// <summary>One criterion's sums over candidates.</summary>
internal sealed class CriterionSums(int levels)
{
    private readonly List<(long Sum, int Count)> _candidates = [];
    private double _meanOwn;
    private double _meanRest;
    private double _ownSquares;
    private double _restSquares;
    private double _products;

    public long[] Levels { get; } = new long[levels];

    public long Ratings { get; private set; }

    public int Candidates => _candidates.Count;

    public long Pairs { get; private set; }

    public void AddCandidate(long sum, int count)
    {
        _candidates.Add((sum, count));
        Ratings += count;
    }

    /// <summary>Welford's update (1962, Technometrics 4(3), 419–420) of means, squares and products.</summary>
    public void AddPair(double own, double rest)
    {
        Pairs++;
        double fromOwn = own - _meanOwn;
        double fromRest = rest - _meanRest;
        _meanOwn += fromOwn / Pairs;
        _meanRest += fromRest / Pairs;
        _ownSquares += fromOwn * (own - _meanOwn);
        _restSquares += fromRest * (rest - _meanRest);
        _products += fromOwn * (rest - _meanRest);
    }

    /// <summary>Variance of the mean by candidates: J / (J − 1) Σ (Σ of a candidate's deviations)² / N².</summary>
    public Estimate Difficulty(int lowest, int highest)
    {
        if (highest == lowest)
        {
            return Estimate.None(EstimateStatus.NoVariation, Ratings);
        }

        double mean = _candidates.Sum(c => (double)c.Sum) / Ratings;
        double squares = _candidates.Sum(c => (c.Sum - (c.Count * mean)) * (c.Sum - (c.Count * mean)));
        double clusters = Candidates;
        double standardError = clusters < 2 ? double.NaN : Math.Sqrt(clusters / (clusters - 1) * squares) / Ratings;
        Estimate estimate = Estimate.Normal(1 - ((mean - lowest) / (highest - lowest)), standardError / (highest - lowest), Ratings);
        return estimate with { Lower = Math.Max(0, estimate.Lower), Upper = Math.Min(1, estimate.Upper) };
    }

    /// <summary>Pearson's r; standard error (1 − r²) / √(n − 1), interval by Fisher's z with 1 / √(n − 3).</summary>
    public Estimate Discrimination()
    {
        if (Pairs < 4)
        {
            return Estimate.None(EstimateStatus.TooFew, Pairs);
        }

        double spread = Math.Sqrt(_ownSquares * _restSquares);
        if (!(spread > 1e-12))
        {
            return Estimate.None(EstimateStatus.NoVariation, Pairs);
        }

        double r = Math.Clamp(_products / spread, -1, 1);
        double half = Estimate.Z975 / Math.Sqrt(Pairs - 3);
        double z = Math.Atanh(r);
        return new Estimate(
            r, (1 - (r * r)) / Math.Sqrt(Pairs - 1), Math.Tanh(z - half), Math.Tanh(z + half), Pairs,
            Math.Abs(r) == 1 ? EstimateStatus.Boundary : EstimateStatus.Ok);
    }
}
