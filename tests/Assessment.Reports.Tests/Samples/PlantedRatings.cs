using Assessment.Calibration;
using Assessment.Calibration.Report;

namespace Assessment.Reports.Tests.Samples;

/// <summary>Ratings with known severities: eight interviewers, forty candidates, twelve criteria, six months, two groups.</summary>
internal static class PlantedRatings
{
    public static readonly string[] Interviewers =
    [
        "Amara Okafor", "Bruno Keller", "Chiara Rossi", "Deniz Aydın", "Emeka Obi", "Freya Lindqvist", "Goran Petrović", "Hana Suzuki",
    ];

    public static readonly string[] Criteria =
    [
        "P1.decision", "P2.baseline", "P3.metric", "P6.explains", "D1.grain", "D2.point-in-time", "D4.step-up", "D5.split", "I1.backfill",
        "I2.fallback", "I3.gates", "I5.alerts",
    ];

    /// <summary>In logits, positive is severe; the second is severe, the fifth lenient.</summary>
    private static readonly double[] Severities = [0.1, 1.3, -0.2, 0.3, -1.2, 0.0, -0.4, 0.1];

    private static readonly double[] Thresholds = [-2.4, -0.8, 0.7, 2.5];

    /// <summary>Everybody is linked with everybody, by three interviewers a candidate.</summary>
    public static CalibrationReport Connected(CalibrationOptions? options = null) => Report(Table(split: false), options);

    /// <summary>The last two interviewers see the last ten candidates alone: two components.</summary>
    public static CalibrationReport Split(CalibrationOptions? options = null) => Report(Table(split: true), options);

    public static CalibrationReport Report(RatingTable table, CalibrationOptions? options = null) =>
        CalibrationReport.Of(table, options, cancellation: TestContext.Current.CancellationToken);

    /// <param name="split">Whether the last two interviewers and the last ten candidates are by themselves.</param>
    /// <param name="rare">Whether a ninth interviewer rated four criteria of two candidates: too few for a severity.</param>
    public static RatingTable Table(bool split, bool rare = false)
    {
        var random = new Random(20261124);
        RatingTableBuilder builder = new RatingTableBuilder().WithScale(1, 5);
        double[] difficulties = [.. Criteria.Select((_, k) => ((k * 5) % 12 - 5.5) / 6)];
        for (int candidate = 0; candidate < 40; candidate++)
        {
            double ability = 0.4 + (1.1 * Normal(random));
            string group = candidate % 5 < 2 ? "group A" : "group B";
            foreach (int rater in Panel(candidate, split, rare))
            {
                double severity = rater < Severities.Length ? Severities[rater] : 0.5;
                double impression = 0.35 * Normal(random);
                for (int k = 0; k < (rater < Severities.Length ? Criteria.Length : 4); k++)
                {
                    bool middling = rater == 5 && random.NextDouble() < 0.75; // keeps to the middle
                    int level = middling ? 3 : Level(random, ability + impression - severity - difficulties[k]);
                    builder.Add(
                        $"candidate-{candidate + 1:00}", rater < Interviewers.Length ? Interviewers[rater] : "Ines Duarte", Criteria[k], level,
                        $"2026-{1 + (candidate / 7):00}", group);
                }
            }
        }

        return builder.Build();
    }

    private static int[] Panel(int candidate, bool split, bool rare)
    {
        int[] panel = split && candidate >= 30 ? [6, 7] : split ? Three(candidate, 6) : Three(candidate, 8);
        return rare && candidate < 2 ? [.. panel, 8] : panel;
    }

    private static int[] Three(int candidate, int among) => [candidate % among, (candidate + 1 + (candidate / among % 2)) % among, (candidate + 4) % among];

    private static int Level(Random random, double measure)
    {
        double[] weights = new double[5];
        double sum = 0, log = 0;
        for (int level = 0; level < 5; level++)
        {
            log += level == 0 ? 0 : measure - Thresholds[level - 1];
            sum += weights[level] = Math.Exp(log);
        }

        double drawn = random.NextDouble() * sum;
        int chosen = 0;
        while (chosen < 4 && (drawn -= weights[chosen]) > 0)
        {
            chosen++;
        }

        return chosen + 1;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
