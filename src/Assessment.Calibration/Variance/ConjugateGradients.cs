using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>Diagonally preconditioned conjugate gradients on the large terms' equations, four right-hand sides abreast.</summary>
/// <remarks>Hestenes and Stiefel (1952). A lane whose residual is small enough stands still while the others go on.</remarks>
internal sealed class ConjugateGradients(CandidatePasses passes, double[] ratios, double[] preconditioner)
{
    private const int MaxIterations = 1_000;
    private readonly Vector256<double>[] _residual = new Vector256<double>[ratios.Length];
    private readonly Vector256<double>[] _direction = new Vector256<double>[ratios.Length];
    private readonly Vector256<double>[] _image = new Vector256<double>[ratios.Length];

    /// <summary>Of all solves so far.</summary>
    public int MostIterations { get; private set; }

    /// <summary>Whether every solve so far reached its tolerance.</summary>
    public bool Converged { get; private set; } = true;

    /// <summary>Solves S x = right from the start that <paramref name="x"/> holds.</summary>
    /// <param name="right">Right-hand sides; unchanged.</param>
    /// <param name="x">Start, and solution.</param>
    /// <param name="tolerance">Relative, in the preconditioner's norm.</param>
    /// <param name="lanczos">When given, gains (α, β) of each step: the Lanczos matrix of the preconditioned operator.</param>
    public void Solve(
        Vector256<double>[] right, Vector256<double>[] x, double tolerance,
        List<(Vector256<double> Alpha, Vector256<double> Beta)>? lanczos = null)
    {
        Apply(x, _image);
        Vector256<double> norm = default, rho = default;
        for (int i = 0; i < x.Length; i++)
        {
            double inverse = 1 / preconditioner[i];
            Vector256<double> r = right[i] - _image[i];
            _residual[i] = r;
            _direction[i] = r * inverse;
            rho += r * r * inverse;
            norm += right[i] * right[i] * inverse;
        }

        Vector256<double> target = norm * (tolerance * tolerance);
        int iteration = 0;
        for (; iteration < MaxIterations && Vector256.GreaterThanAny(rho, target); iteration++)
        {
            Apply(_direction, _image);
            Vector256<double> curvature = default;
            for (int i = 0; i < x.Length; i++)
            {
                curvature += _direction[i] * _image[i];
            }

            Vector256<double> moving = Vector256.GreaterThan(rho, target) & Vector256.GreaterThan(curvature, Vector256<double>.Zero);
            Vector256<double> alpha = Vector256.ConditionalSelect(moving, rho / curvature, default);
            Vector256<double> next = default;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] += _direction[i] * alpha;
                Vector256<double> r = _residual[i] - (_image[i] * alpha);
                _residual[i] = r;
                next += r * r * (1 / preconditioner[i]);
            }

            Vector256<double> beta = Vector256.ConditionalSelect(moving, next / rho, default);
            lanczos?.Add((alpha, beta));
            if (moving.Equals(default))
            {
                break;
            }

            for (int i = 0; i < x.Length; i++)
            {
                _direction[i] = (_residual[i] * (1 / preconditioner[i])) + (_direction[i] * beta);
            }

            rho = next;
        }

        MostIterations = Math.Max(MostIterations, iteration);
        Converged &= !Vector256.GreaterThanAny(rho, target * 100);
    }

    private void Apply(Vector256<double>[] x, Vector256<double>[] result)
    {
        passes.Large.Apply(x, result);
        for (int i = 0; i < x.Length; i++)
        {
            result[i] += x[i] * ratios[i];
        }
    }
}
