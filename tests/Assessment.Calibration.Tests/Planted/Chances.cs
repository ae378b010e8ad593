using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Tests.Planted;

/// <summary>Bounds that a count keeps to when the theory holds; a wrong theory is found out, a right one fails once in a thousand seeds.</summary>
internal static class Chances
{
    private const double Doubt = 0.001;

    /// <summary>The most events in independent trials of that chance.</summary>
    public static int Most(int trials, double chance)
    {
        int count = 0;
        while (1 - Binomial.CDF(chance, trials, count) > Doubt)
        {
            count++;
        }

        return count;
    }

    /// <summary>The fewest events in independent trials of that chance.</summary>
    public static int Fewest(int trials, double chance) => trials - Most(trials, 1 - chance);
}
