using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Raters;

/// <summary>Chance that a two-sided CUSUM of N(0, 1) deviations passes a limit within a number of points.</summary>
/// <remarks>
/// Page's (1954) C⁺ = max(0, C⁺ + z − k) as a Markov chain on a grid of the interval below the limit (Brook and Evans 1972,
/// Biometrika 59, 539–549); the two sides count as independent, which errs on the safe side. Tabulated once; between limits the
/// logarithm is interpolated.
/// </remarks>
internal sealed class CusumLaw
{
    private const int States = 60;
    private const double Spacing = 0.25;
    private const int Limits = 64;
    private readonly double _allowance;
    private readonly double[][] _logChance;

    /// <param name="allowance">k, in standard errors.</param>
    /// <param name="longest">Most points.</param>
    public CusumLaw(double allowance, int longest)
    {
        _allowance = allowance;
        _logChance = new double[Limits][];
        Parallel.For(0, Limits, i => _logChance[i] = Tabulate(Spacing * (i + 1), longest));
    }

    /// <summary>P(the larger side's maximum ≥ limit) over the points; in [0, 1].</summary>
    public double Chance(double limit, int points)
    {
        if (limit <= Spacing)
        {
            return 1;
        }

        double position = Math.Min((limit / Spacing) - 1, Limits - 1.000001);
        int below = (int)position;
        double part = position - below;
        double log = ((1 - part) * _logChance[below][points]) + (part * _logChance[below + 1][points]);
        return Math.Clamp(Math.Exp(log), 0, 1);
    }

    /// <summary>The limit that is passed with the given chance over the points.</summary>
    public double LimitFor(double chance, int points)
    {
        double low = Spacing, high = Spacing * Limits;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = Chance(middle, points) > chance ? (middle, high) : (low, middle);
        }

        return high;
    }

    private double[] Tabulate(double limit, int longest)
    {
        // State 0 is C = 0; state i > 0 stands for a cell of width w about its middle.
        double width = 2 * limit / ((2 * States) - 1);
        var move = new double[States, States];
        for (int from = 0; from < States; from++)
        {
            for (int to = 0; to < States; to++)
            {
                double shift = ((to - from) * width) + _allowance;
                double upper = Normal.CDF(0, 1, shift + (width / 2));
                move[from, to] = to == 0 ? upper : upper - Normal.CDF(0, 1, shift - (width / 2));
            }
        }

        var log = new double[longest + 1];
        log[0] = double.NegativeInfinity;
        double[] state = new double[States], next = new double[States];
        state[0] = 1;
        for (int point = 1; point <= longest; point++)
        {
            Array.Clear(next);
            for (int from = 0; from < States; from++)
            {
                for (int to = 0; to < States; to++)
                {
                    next[to] += state[from] * move[from, to];
                }
            }

            (state, next) = (next, state);
            double oneSide = Math.Clamp(1 - state.Sum(), 1e-15, 1);
            log[point] = Math.Log(1 - ((1 - oneSide) * (1 - oneSide)));
        }

        return log;
    }
}
