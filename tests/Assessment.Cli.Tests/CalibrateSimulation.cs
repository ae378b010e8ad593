using System.Globalization;
using System.Text;

namespace Assessment.Cli.Tests;

/// <summary>Ratings with planted severities, as CSV: a rating-scale model, five criteria, levels 1 to 5, seeded.</summary>
/// <param name="Csv">The file's text.</param>
/// <param name="Severity">The truth, by rater's name.</param>
internal sealed record CalibrateSimulation(string Csv, IReadOnlyDictionary<string, double> Severity)
{
    private static readonly double[] Difficulty = [-0.5, -0.2, 0, 0.2, 0.5];
    private static readonly double[] Thresholds = [-2, -0.7, 0.7, 2];

    /// <param name="ratings">About how many lines.</param>
    /// <param name="raters">How many raters.</param>
    /// <param name="seed">Of everything.</param>
    public static CalibrateSimulation Of(int ratings, int raters, int seed)
    {
        var random = new Random(seed);
        double[] severity = [.. Enumerable.Range(0, raters).Select(_ => 0.5 * Normal(random))];
        var csv = new StringBuilder("candidate,rater,criterion,score,period,group\n");
        for (int candidate = 0; candidate * 15 < ratings; candidate++)
        {
            double ability = 1.2 * Normal(random);
            int period = random.Next(6);
            foreach (int rater in random.GetItems(Enumerable.Range(0, raters).ToArray(), 12).Distinct().Take(3))
            {
                for (int k = 0; k < Difficulty.Length; k++)
                {
                    int level = 1 + Draw(ability - severity[rater] - Difficulty[k], random);
                    csv.Append(CultureInfo.InvariantCulture, $"c{candidate},r{rater},k{k},{level},{period},g{candidate % 3}\n");
                }
            }
        }

        return new CalibrateSimulation(csv.ToString(), severity.Select((s, r) => (s, r)).ToDictionary(x => $"r{x.r}", x => x.s));
    }

    private static int Draw(double location, Random random)
    {
        double exponent = 0;
        double[] terms = [1, .. Thresholds.Select(threshold => Math.Exp(exponent += location - threshold))];
        double u = random.NextDouble() * terms.Sum();
        int level = 0;
        while (level < terms.Length - 1 && (u -= terms[level]) >= 0)
        {
            level++;
        }

        return level;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
