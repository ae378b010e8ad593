using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>Variances of joint abilities: the candidate's own information, and what is uncertain about raters, criteria and thresholds.</summary>
/// <remarks>
/// dθ = −(c′dℓ + b′dφ)/d, so Var θ = 1/d + (c, b)′·Cov(ℓ, φ)·(c, b)/d². Covariances between different raters are exact with the dense
/// inverse, and left out with probes (they are of order 1/ratings of the pair).
/// </remarks>
[SkipLocalsInit]
internal sealed unsafe class AbilityErrors(RaschPanel panel, RaschSolver solver, SeverityCovariance covariance)
{
    public double[] Variances { get; } = new double[panel.Candidates.Length];

    public void Run() => panel.ForPieces((_, from, until) => RunPiece(from, until));

    private void RunPiece(int from, int until)
    {
        StepLayout layout = solver.Layout;
        RaschState state = solver.State;
        var touched = new TouchedParameters(layout);
        var free = new double[layout.FreeCount];
        double* terms = stackalloc double[layout.Stride];
        fixed (double* weights = state.Weights, logWeights = state.LogWeights)
        {
            for (int n = from; n < until; n++)
            {
                double theta = state.Ability[n], expTheta = Math.Exp(theta);
                touched.Clear();
                for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
                {
                    int j = panel.PairRater[p];
                    double y = expTheta * state.ExpLeniency[j], eta = theta + state.Leniency[j];
                    for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
                    {
                        int i = panel.Criterion[row], at = i * layout.Stride;
                        touched.Touch(i);
                        double sum = CategoryTerms.Fill(weights + at, logWeights + at, y, eta, panel.CategoryCount[i], state.LogSpace, terms, out _);
                        AddCovariances(terms, sum, panel.CategoryCount[i], layout.Index.AsSpan(at, layout.Stride), touched.Values);
                    }
                }

                Variances[n] = VarianceOf(n, touched, free);
            }
        }
    }

    private static void AddCovariances(double* terms, double sum, int categories, ReadOnlySpan<int> index, double[] values)
    {
        double inverse = 1 / sum, mean = 0, second = 0;
        for (int k = 1; k < categories; k++)
        {
            mean += k * terms[k] * inverse;
            second += (double)k * k * terms[k] * inverse;
        }

        if (index[0] >= 0)
        {
            values[index[0]] += second - (mean * mean);
        }

        double atLeast = 0, tail = 0;
        for (int k = categories - 1; k > 0; k--)
        {
            double p = terms[k] * inverse;
            atLeast += p;
            tail += k * p;
            if (index[k] >= 0)
            {
                values[index[k]] += tail - (mean * atLeast);
            }
        }
    }

    private double VarianceOf(int n, TouchedParameters touched, double[] free)
    {
        double d = solver.AbilityInformation[n];
        if (!(d > 1e-12))
        {
            return double.PositiveInfinity;
        }

        int count = free.Length;
        Array.Clear(free);
        foreach (int e in touched.Parameters)
        {
            for (int f = 0; f < count; f++)
            {
                free[f] += touched.Values[e] * solver.Layout.Map[(e * count) + f];
            }
        }

        // Pair weights are c/√d, so their quadratic form is that of c divided by d once already.
        double root = Math.Sqrt(d), form = 0;
        int first = panel.PairStarts[n], end = panel.PairStarts[n + 1];
        for (int p = first; p < end; p++)
        {
            int j = panel.PairRater[p];
            double weight = solver.PairWeights[p], withFree = 0;
            form += weight * weight * covariance[j, j];
            for (int q = covariance.IsDense ? p + 1 : end; q < end; q++)
            {
                form += 2 * weight * solver.PairWeights[q] * covariance[j, panel.PairRater[q]];
            }

            for (int f = 0; f < count; f++)
            {
                withFree += covariance.CrossSolution[(j * count) + f] * free[f];
            }

            form -= 2 * weight * withFree / root;
        }

        for (int f = 0; f < count; f++)
        {
            for (int g = 0; g < count; g++)
            {
                form += free[f] * free[g] * covariance.FreeCovariance[(f * count) + g] / d;
            }
        }

        return (1 + Math.Max(0, form)) / d;
    }
}
