namespace Assessment.Calibration.Agreement;

/// <summary>The uncorrected sums of squares of a candidate × rater table with gaps, from which candidates can be taken out.</summary>
/// <remarks>
/// Henderson's method I for y = μ + candidate + rater + residual with at most one value a cell. With N values, a candidates, b raters,
/// I = Σ n(i)² / N and J = Σ n(j)² / N over candidates and raters, the expectations are
///   T(p) − T(μ) = (N − I) σ²p + (a − J) σ²r + (a − 1) σ²e,
///   T(r) − T(μ) = (b − I) σ²p + (N − J) σ²r + (b − 1) σ²e,
///   T(0) − T(p) = (N − a)(σ²r + σ²e);
/// (Method I does not keep variances positive. A negative residual is set to 0, and σ²r to s: the split of s fails, not s. On a complete
/// table the residual is a mean square, and never negative; candidate and rater variances are left negative, as is usual.)
/// The last gives s = σ²r + σ²e, and putting σ²e = s − σ²r into the others leaves two equations.
/// </remarks>
internal sealed class IccSums
{
    private readonly double[] _raterSums;
    private readonly int[] _raterCounts;
    private double _total;
    private double _all; // T(0)
    private double _byCandidate; // T(p)
    private double _byRater; // T(r)
    private double _candidateSquares; // Σ n(i)²
    private double _raterSquares; // Σ n(j)²
    private double _reciprocals; // Σ 1 / n(i)

    private IccSums(int raters)
    {
        _raterSums = new double[raters];
        _raterCounts = new int[raters];
    }

    public int Candidates { get; private set; }

    public int Raters { get; private set; }

    public int Count { get; private set; }

    /// <summary>Whether the last <see cref="Values"/> had to set the residual variance to 0.</summary>
    public bool ResidualIsClipped { get; private set; }

    public double HarmonicRaters => Candidates / _reciprocals;

    /// <summary>What every value is shifted by before squaring: their mean.</summary>
    public double Centre { get; private init; }

    public static IccSums Of(Scorecards scorecards)
    {
        double centre = scorecards.Count == 0 ? 0 : scorecards.Means.Average();
        var sums = new IccSums(scorecards.Raters.Length == 0 ? 0 : scorecards.Raters.Max() + 1) { Centre = centre };
        for (int candidate = 0; candidate + 1 < scorecards.Starts.Length; candidate++)
        {
            sums.Change(scorecards, candidate, 1);
        }

        return sums;
    }

    /// <summary>Puts a candidate in (+1) or takes one out (−1).</summary>
    public void Change(Scorecards scorecards, int candidate, int sign)
    {
        int n = scorecards.RatersOf(candidate);
        if (n == 0)
        {
            return;
        }

        double sum = 0;
        for (int i = scorecards.Starts[candidate]; i < scorecards.Starts[candidate + 1]; i++)
        {
            double value = scorecards.Means[i] - Centre;
            int rater = scorecards.Raters[i];
            _byRater -= RaterTerm(rater);
            _raterSquares -= _raterCounts[rater] * (double)_raterCounts[rater];
            Raters -= _raterCounts[rater] > 0 ? 1 : 0;
            _raterSums[rater] += sign * value;
            _raterCounts[rater] += sign;
            _byRater += RaterTerm(rater);
            _raterSquares += _raterCounts[rater] * (double)_raterCounts[rater];
            Raters += _raterCounts[rater] > 0 ? 1 : 0;
            sum += value;
            _all += sign * value * value;
        }

        _total += sign * sum;
        _byCandidate += sign * sum * sum / n;
        _candidateSquares += sign * n * (double)n;
        _reciprocals += sign / (double)n;
        Candidates += sign;
        Count += sign * n;
    }

    /// <summary>The six forms in the order of <see cref="IccForm"/>; NaN where undefined.</summary>
    public double[] Values()
    {
        double n = Count;
        double grand = _total * _total / n;
        double within = (_all - _byCandidate) / (n - Candidates);
        double i = _candidateSquares / n;
        double j = _raterSquares / n;
        double first = _byCandidate - grand - ((Candidates - 1) * within);
        double second = _byRater - grand - ((Raters - 1) * within);
        double oneWay = first / (n - i);
        double determinant = ((n - i) * (n - j - Raters + 1)) - ((1 - j) * (Raters - i));
        double candidate = ((first * (n - j - Raters + 1)) - ((1 - j) * second)) / determinant;
        double rater = (((n - i) * second) - ((Raters - i) * first)) / determinant;
        double residual = within - rater;
        ResidualIsClipped = residual < -1e-12 * Math.Abs(within);
        residual = Math.Max(0, residual);
        rater = within - residual;
        double k = HarmonicRaters;
        return
        [
            Ratio(oneWay, within),
            Ratio(candidate, rater + residual),
            Ratio(candidate, residual),
            Ratio(oneWay, within / k),
            Ratio(candidate, (rater + residual) / k),
            Ratio(candidate, residual / k),
        ];
    }

    public MeanSquares MeanSquares(bool complete)
    {
        double grand = _total * _total / Count;
        double between = (_byCandidate - grand) / (Candidates - 1);
        double within = (_all - _byCandidate) / (Count - Candidates);
        double raters = complete ? (_byRater - grand) / (Raters - 1) : double.NaN;
        double residual = complete ? (_all - _byCandidate - _byRater + grand) / ((Candidates - 1.0) * (Raters - 1)) : double.NaN;
        return new MeanSquares(between, raters, residual, within);
    }

    /// <summary>signal / (signal + noise); NaN when their sum, the variance of what is observed, is not positive (but for rounding).</summary>
    private double Ratio(double signal, double noise) =>
        signal + noise > 1e-13 * (1 + (Centre * Centre)) ? signal / (signal + noise) : double.NaN;

    private double RaterTerm(int rater) =>
        _raterCounts[rater] == 0 ? 0 : _raterSums[rater] * _raterSums[rater] / _raterCounts[rater];
}
