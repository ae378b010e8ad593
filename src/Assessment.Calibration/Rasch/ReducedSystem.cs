using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Rasch;

/// <summary>
/// The Newton system of one subset after candidates are eliminated: T = D − Σₙ uₙuₙ′ − X·S⁻¹·X′ over raters, where S is the information
/// among free step parameters and X that between raters and them. Singular along 'all severities shift alike', and solved across it.
/// </summary>
internal sealed class ReducedSystem
{
    private readonly RaschPanel _panel;
    private readonly double[] _pairWeights;
    private readonly double[] _map;
    private readonly double[] _crossInverse;
    private readonly ConjugateGradients _steps;
    private double[] _diagonal = [];
    private double[][] _parts = [];

    /// <param name="panel">The subset.</param>
    /// <param name="pairWeights">u of each (candidate, rater) pair.</param>
    /// <param name="map">map[extended, free], extras included.</param>
    /// <param name="freeCount">Columns of the map.</param>
    /// <param name="cancellation">Looked at before each product of <see cref="Step"/>.</param>
    public ReducedSystem(RaschPanel panel, double[] pairWeights, double[] map, int freeCount, CancellationToken cancellation)
    {
        _panel = panel;
        _pairWeights = pairWeights;
        _map = map;
        FreeCount = freeCount;
        Cross = new double[panel.Raters.Length * freeCount];
        _crossInverse = new double[Cross.Length];
        ReducedDiagonal = new double[panel.Raters.Length];
        _steps = new ConjugateGradients(this, 1, cancellation);
    }

    /// <summary>Brings the system to a point.</summary>
    /// <param name="sums">The pass there; kept until the next.</param>
    /// <param name="information">information[extended, extended], candidates eliminated.</param>
    public void Set(PassSums sums, double[] information)
    {
        _diagonal = sums.RaterInformation;
        FreeInverse = SmallMatrix.Congruence(_map, information, sums.Width, FreeCount);
        Held = SmallMatrix.Invert(FreeInverse, FreeCount);
        MapCross(sums);
        for (int j = 0; j < ReducedDiagonal.Length; j++)
        {
            ReadOnlySpan<double> cross = Cross.AsSpan(j * FreeCount, FreeCount);
            Span<double> product = _crossInverse.AsSpan(j * FreeCount, FreeCount);
            SmallMatrix.Multiply(FreeInverse, FreeCount, cross, product);
            double taken = sums.SchurDiagonal[j];
            for (int f = 0; f < FreeCount; f++)
            {
                taken += cross[f] * product[f];
            }

            ReducedDiagonal[j] = Math.Max(_diagonal[j] - taken, 1e-8 * _diagonal[j]) + 1e-12;
        }
    }

    public int RaterCount => ReducedDiagonal.Length;

    public int FreeCount { get; }

    /// <summary>S⁻¹; rows of held parameters are zero.</summary>
    public double[] FreeInverse { get; private set; } = [];

    /// <summary>Free parameters that the data cannot tell from abilities or from each other.</summary>
    public List<int> Held { get; private set; } = [];

    /// <summary>X[rater, free].</summary>
    public double[] Cross { get; }

    /// <summary>X·S⁻¹.</summary>
    public double[] CrossInverse => _crossInverse;

    /// <summary>Diagonal of T, kept positive.</summary>
    public double[] ReducedDiagonal { get; }

    /// <summary>Newton's step for raters and free parameters from their scores.</summary>
    public void Step(double[] raterScore, double[] freeScore, double precision, double[] raterStep, double[] freeStep)
    {
        int raters = RaterCount;
        var right = new double[raters];
        for (int j = 0; j < raters; j++)
        {
            right[j] = raterScore[j];
            for (int f = 0; f < FreeCount; f++)
            {
                right[j] -= _crossInverse[(j * FreeCount) + f] * freeScore[f];
            }
        }

        _steps.Solve(right, raterStep, precision);
        var rest = new double[FreeCount];
        for (int f = 0; f < FreeCount; f++)
        {
            rest[f] = freeScore[f];
            for (int j = 0; j < raters; j++)
            {
                rest[f] -= Cross[(j * FreeCount) + f] * raterStep[j];
            }
        }

        SmallMatrix.Multiply(FreeInverse, FreeCount, rest, freeStep);
    }

    /// <summary>result = T × vectors; both raters × width, row-major, width 1 or 8.</summary>
    public void Multiply(double[] vectors, double[] result, int width)
    {
        double[][] parts = Parts(width);
        _panel.ForPieces((piece, from, until) =>
        {
            if (width == 1)
            {
                Gather(vectors, parts[piece], from, until);
            }
            else
            {
                Gather8(vectors, parts[piece], from, until);
            }
        });
        for (int j = 0; j < RaterCount; j++)
        {
            for (int c = 0; c < width; c++)
            {
                int at = (j * width) + c;
                double sum = 0;
                foreach (double[] part in parts)
                {
                    sum += part[at];
                }

                result[at] = (_diagonal[j] * vectors[at]) - sum;
            }
        }

        SubtractSteps(vectors, result, width);
    }

    private void SubtractSteps(double[] vectors, double[] result, int width)
    {
        var projected = new double[FreeCount * width];
        for (int j = 0; j < RaterCount; j++)
        {
            for (int f = 0; f < FreeCount; f++)
            {
                double cross = _crossInverse[(j * FreeCount) + f];
                for (int c = 0; c < width; c++)
                {
                    projected[(f * width) + c] += cross * vectors[(j * width) + c];
                }
            }
        }

        for (int j = 0; j < RaterCount; j++)
        {
            for (int f = 0; f < FreeCount; f++)
            {
                double cross = Cross[(j * FreeCount) + f];
                for (int c = 0; c < width; c++)
                {
                    result[(j * width) + c] -= cross * projected[(f * width) + c];
                }
            }
        }
    }

    // Kept from product to product: a solve takes tens of them.
    private double[][] Parts(int width)
    {
        if (_parts.Length == 0 || _parts[0].Length != RaterCount * width)
        {
            _parts = [.. Enumerable.Range(1, _panel.Pieces.Length - 1).Select(_ => new double[RaterCount * width])];
        }

        return _parts;
    }

    private void Gather(double[] vector, double[] result, int from, int until)
    {
        Array.Clear(result);
        int[] starts = _panel.PairStarts, raters = _panel.PairRater;
        for (int n = from; n < until; n++)
        {
            double sum = 0;
            for (int p = starts[n]; p < starts[n + 1]; p++)
            {
                sum += _pairWeights[p] * vector[raters[p]];
            }

            for (int p = starts[n]; p < starts[n + 1]; p++)
            {
                result[raters[p]] += _pairWeights[p] * sum;
            }
        }
    }

    private unsafe void Gather8(double[] vectors, double[] result, int from, int until)
    {
        Array.Clear(result);
        int[] starts = _panel.PairStarts, raters = _panel.PairRater;
        fixed (double* x = vectors, y = result, weights = _pairWeights)
        {
            for (int n = from; n < until; n++)
            {
                Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
                for (int p = starts[n]; p < starts[n + 1]; p++)
                {
                    double* line = x + (8L * raters[p]);
                    var weight = Vector256.Create(weights[p]);
                    low += weight * Vector256.Load(line);
                    high += weight * Vector256.Load(line + 4);
                }

                for (int p = starts[n]; p < starts[n + 1]; p++)
                {
                    double* line = y + (8L * raters[p]);
                    var weight = Vector256.Create(weights[p]);
                    (Vector256.Load(line) + (weight * low)).Store(line);
                    (Vector256.Load(line + 4) + (weight * high)).Store(line + 4);
                }
            }
        }
    }

    private void MapCross(PassSums sums)
    {
        int width = sums.Width;
        Array.Clear(Cross);
        for (int j = 0; j < RaterCount; j++)
        {
            for (int e = 0; e < width; e++)
            {
                double value = sums.Cross[((long)j * width) + e];
                for (int f = 0; f < FreeCount && value != 0; f++)
                {
                    Cross[(j * FreeCount) + f] += value * _map[(e * FreeCount) + f];
                }
            }
        }
    }
}
