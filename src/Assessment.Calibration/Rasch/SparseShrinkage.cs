using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Rasch;

/// <summary>Empirical-Bayes shrinkage towards zero where most true values are zero, and a few are not.</summary>
/// <remarks>
/// Two groups (Efron 2008, Statistical Science 23, 1–22): a true value is 0 with chance 1 − π, else normal about 0 with variance τ². π and τ²
/// by maximum likelihood (EM, from a sparse, a middling and a dense start). One normal for all would shrink a rare large value to nothing.
/// The chance that a value is 0 or has the other sign is its local false sign rate (Stephens 2017, Biostatistics 18, 275–294).
/// </remarks>
internal sealed class SparseShrinkage
{
    private const int Iterations = 300;
    private const double Tolerance = 1e-6;
    private static readonly double[] s_starts = [0.02, 0.2, 1];

    private SparseShrinkage(double share, double slab)
    {
        (Share, Slab) = (share, slab);
    }

    /// <summary>π, in [0, 1].</summary>
    public double Share { get; }

    /// <summary>τ², ≥ 0.</summary>
    public double Slab { get; }

    /// <summary>Variance of true values, πτ².</summary>
    public double Variance => Share * Slab;

    /// <summary>Estimates whose value or error is not finite are left out. Null when fewer than two remain.</summary>
    public static SparseShrinkage? Of(IReadOnlyList<double> values, IReadOnlyList<double> errors)
    {
        (double Square, double Variance)[] used = [.. values.Zip(errors)
            .Where(pair => double.IsFinite(pair.First) && double.IsFinite(pair.Second) && pair.Second > 0)
            .Select(pair => (pair.First * pair.First, pair.Second * pair.Second))];
        if (used.Length < 2)
        {
            return null;
        }

        double excess = used.Average(u => u.Square - u.Variance), noise = used.Average(u => u.Variance);
        var best = new SparseShrinkage(0, 0);
        double highest = best.LogLikelihood(used);
        foreach (double share in s_starts)
        {
            SparseShrinkage candidate = Climb(used, new SparseShrinkage(share, Math.Max(excess, 0.01 * noise) / share), noise);
            double likelihood = candidate.LogLikelihood(used);
            if (likelihood > highest)
            {
                (best, highest) = (candidate, likelihood);
            }
        }

        return best;
    }

    /// <summary>The posterior mean with its standard deviation, and the local false sign rate, in [0, 1].</summary>
    public (Estimate Value, double FalseSignRate) Apply(double value, double error, long n)
    {
        if (!double.IsFinite(value) || !double.IsFinite(error))
        {
            return (Estimate.None(EstimateStatus.TooFew, n), double.NaN);
        }

        double square = error * error, kept = Slab / (Slab + square), chance = ChanceOfSlab(value * value, square);
        double mean = kept * value, variance = kept * square, shrunken = chance * mean;
        double spread = (chance * (variance + (mean * mean))) - (shrunken * shrunken);
        double otherSign = variance > 0 ? Normal.CDF(0, 1, -Math.Abs(mean) / Math.Sqrt(variance)) : 1;
        return (
            Estimate.Normal(shrunken, Math.Sqrt(Math.Max(0, spread)), n, Variance > 0 ? EstimateStatus.Ok : EstimateStatus.Boundary),
            1 - (chance * (1 - otherSign)));
    }

    private static SparseShrinkage Climb((double Square, double Variance)[] used, SparseShrinkage at, double noise)
    {
        for (int i = 0; i < Iterations; i++)
        {
            double chances = 0, squares = 0;
            foreach ((double square, double variance) in used)
            {
                double chance = at.ChanceOfSlab(square, variance), kept = at.Slab / (at.Slab + variance);
                chances += chance;
                squares += chance * kept * ((kept * square) + variance);
            }

            if (!(chances > 0))
            {
                return new SparseShrinkage(0, 0);
            }

            var next = new SparseShrinkage(Math.Min(1, chances / used.Length), squares / chances);
            bool settled = Math.Abs(next.Share - at.Share) < Tolerance && Math.Abs(next.Slab - at.Slab) < Tolerance * (next.Slab + noise);
            at = next;
            if (settled)
            {
                break;
            }
        }

        return at;
    }

    private double ChanceOfSlab(double square, double variance)
    {
        if (Share is 0 or 1)
        {
            return Share;
        }

        // odds = π/(1 − π) · N(y; 0, s² + τ²)/N(y; 0, s²)
        double log = Math.Log(Share / (1 - Share)) - (0.5 * Math.Log(1 + (Slab / variance))) + (0.5 * square * Slab / (variance * (variance + Slab)));
        return 1 / (1 + Math.Exp(-log));
    }

    private double LogLikelihood((double Square, double Variance)[] used)
    {
        double sum = 0;
        foreach ((double square, double variance) in used)
        {
            double ratio = Math.Exp(Math.Min(700, (0.5 * square * Slab / (variance * (variance + Slab))) - (0.5 * Math.Log(1 + (Slab / variance)))));
            sum += Math.Log(1 + (Share * (ratio - 1))) - (0.5 * square / variance) - (0.5 * Math.Log(variance));
        }

        return sum;
    }
}
