using Assessment.Calibration.Numerics;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Variance;

/// <summary>Ratings on a fine scale from the linear mixed model itself, with planted standard deviations (in scale points).</summary>
internal sealed record NormalRatings
{
    public ulong Seed { get; init; } = 1;

    public int Candidates { get; init; } = 100;

    public int Raters { get; init; } = 10;

    public int Criteria { get; init; } = 4;

    public int Panel { get; init; } = 3;

    public int Periods { get; init; }

    public double Missing { get; init; } = 0.1;

    public double Mean { get; init; } = 120;

    public IReadOnlyDictionary<VarianceTerm, double> Deviations { get; init; } = new Dictionary<VarianceTerm, double>
    {
        [VarianceTerm.Candidate] = 12,
        [VarianceTerm.Rater] = 6,
        [VarianceTerm.Criterion] = 4,
        [VarianceTerm.CandidateRater] = 5,
        [VarianceTerm.CandidateCriterion] = 6,
        [VarianceTerm.RaterCriterion] = 3,
        [VarianceTerm.Residual] = 9,
    };

    public RatingTable Table()
    {
        var random = new SeededRandom(Seed, 7);
        string[] Names(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => $"{prefix}{i}")];
        var builder = new RatingTableBuilder(
            Names("c", Candidates), Names("r", Raters), Names("k", Criteria), Periods > 0 ? Names("t", Periods) : null);
        double[] rater = Draws(VarianceTerm.Rater, Raters, ref random), criterion = Draws(VarianceTerm.Criterion, Criteria, ref random);
        double[] pair = Draws(VarianceTerm.RaterCriterion, Raters * Criteria, ref random), drift = Draws(VarianceTerm.RaterDrift, Raters, ref random);
        int[] pool = [.. Enumerable.Range(0, Raters)];
        for (int c = 0; c < Candidates; c++)
        {
            double candidate = Draws(VarianceTerm.Candidate, 1, ref random)[0];
            double[] profile = Draws(VarianceTerm.CandidateCriterion, Criteria, ref random);
            int period = Periods > 0 ? random.NextInt(Periods) : -1;
            for (int i = 0; i < Math.Min(Panel, Raters); i++)
            {
                int j = i + random.NextInt(Raters - i);
                (pool[i], pool[j]) = (pool[j], pool[i]);
                int r = pool[i];
                double impression = Draws(VarianceTerm.CandidateRater, 1, ref random)[0];
                for (int k = 0; k < Criteria; k++)
                {
                    double noise = Draws(VarianceTerm.Residual, 1, ref random)[0];
                    double y = Mean + candidate + rater[r] + criterion[k] + impression + profile[k] + pair[(r * Criteria) + k] + noise
                        + (Periods > 0 ? drift[r] * (period - ((Periods - 1) / 2.0)) : 0);
                    if (random.NextDouble() >= Missing)
                    {
                        builder.AddIndexed(c, r, k, (byte)Math.Clamp(Math.Round(y), 0, 255), period);
                    }
                }
            }
        }

        return builder.Build();
    }

    private double[] Draws(VarianceTerm term, int count, ref SeededRandom random)
    {
        var draws = new double[count];
        double deviation = Deviations.GetValueOrDefault(term);
        for (int i = 0; i < count; i++)
        {
            draws[i] = deviation == 0 ? 0 : deviation * random.NextNormal();
        }

        return draws;
    }
}
