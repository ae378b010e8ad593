using System.Globalization;
using System.Text;

namespace Assessment.Benchmarks.Calibration;

/// <summary>Writes simulated ratings as CSV, for <c>assess calibrate</c>: a rating-scale model with drift, bias and a gap between groups.</summary>
public static class CsvMaker
{
    private const int Criteria = 5;
    private const int Periods = 12;
    private const int RatingsARater = 247;

    private static readonly double[] Difficulty = [-0.5, -0.2, 0, 0.2, 0.5];
    private static readonly double[] Thresholds = [-2, -0.7, 0.7, 2];
    private static readonly string[] Groups = ["alpha", "beta", "gamma"];

    /// <summary>Writes about as many ratings as asked for: 3 or 4 raters a candidate, five criteria, levels 1 to 5, seeded.</summary>
    /// <param name="path">The file; overwritten.</param>
    /// <param name="ratings">Lines below the header.</param>
    /// <param name="seed">Of everything.</param>
    public static void Write(string path, int ratings, int seed)
    {
        var random = new Random(seed);
        int raters = Math.Max(8, ratings / RatingsARater);
        double[] severity = [.. Enumerable.Range(0, raters).Select(_ => 0.5 * RaschBench.Normal(random))];
        // One rater in fifty grows more severe, and one in fifty is too lenient on the last criterion.
        double DriftOf(int rater) => rater % 50 == 7 ? 0.15 : 0;
        double BiasOf(int rater, int criterion) => rater % 50 == 13 && criterion == Criteria - 1 ? 1.0 : 0;
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 1 << 20);
        writer.Write("candidate,rater,criterion,score,period,group\n");
        var terms = new double[Thresholds.Length + 1];
        Span<int> panel = stackalloc int[4];
        var line = new StringBuilder();
        int written = 0;
        for (int candidate = 0; written < ratings; candidate++)
        {
            int group = random.Next(20) switch { < 11 => 0, < 19 => 1, _ => 2 };
            int period = random.Next(Periods);
            double ability = (1.2 * RaschBench.Normal(random)) - (group == 1 ? 0.2 : 0);
            int size = 3 + (candidate & 1);
            for (int i = 0; i < size; i++)
            {
                do
                {
                    panel[i] = random.Next(raters);
                }
                while (panel[..i].Contains(panel[i]));
                for (int k = 0; k < Criteria && written < ratings; k++, written++)
                {
                    double location = ability - severity[panel[i]] - (DriftOf(panel[i]) * period) + BiasOf(panel[i], k) - Difficulty[k];
                    int level = 1 + RaschBench.Draw(location, Thresholds, terms, random);
                    line.Clear().Append(CultureInfo.InvariantCulture, $"c{candidate:0000000},r{panel[i]:00000},k{k + 1},{level},{2025 + (period / 12)}-{1 + (period % 12):00},{Groups[group]}\n");
                    writer.Write(line);
                }
            }
        }
    }
}
