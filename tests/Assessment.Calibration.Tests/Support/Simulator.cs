using Assessment.Calibration.Numerics;

namespace Assessment.Calibration.Tests.Support;

/// <summary>Seeded ratings from a many-facet Rasch model (Linacre 1989), with the truth that was planted.</summary>
internal static class Simulator
{
    public static Simulation Run(SimulationOptions o)
    {
        PlantedTruth truth = Plant(o);
        int panel = o.RatersPerCandidate == 0 ? o.Raters : o.RatersPerCandidate;
        var builder = new RatingTableBuilder(
            Names("c", o.Candidates), Names("r", o.Raters), Names("k", o.Criteria),
            o.Periods > 0 ? Names("p", o.Periods) : null,
            o.Groups > 0 ? Names("g", o.Groups) : null,
            o.Groups > 0 ? truth.GroupOfCandidate : null,
            o.Candidates * Math.Min(panel, o.Raters) * o.Criteria)
            .WithScale(o.LowestLevel, o.LowestLevel + o.Levels - 1);
        int[][] ratersOfBlock = [.. Enumerable.Range(0, o.Blocks).Select(b => Enumerable.Range(0, o.Raters).Where(r => truth.BlockOfRater[r] == b).ToArray())];
        var random = new SeededRandom(o.Seed, 2);
        var probabilities = new double[o.Levels];
        for (int c = 0; c < o.Candidates; c++)
        {
            RateOne(o, truth, c, ratersOfBlock[truth.BlockOfCandidate[c]], ref random, probabilities, builder);
        }

        return new Simulation(builder.Build(), truth);
    }

    private static void RateOne(
        SimulationOptions o, PlantedTruth truth, int c, int[] pool, ref SeededRandom random, double[] probabilities, RatingTableBuilder builder)
    {
        int size = o.RatersPerCandidate == 0 ? pool.Length : Math.Min(o.RatersPerCandidate, pool.Length);
        int period = o.Periods > 0 ? random.NextInt(o.Periods) : -1;
        double centredPeriod = o.Periods > 0 ? period - ((o.Periods - 1) / 2.0) : 0;
        for (int i = 0; i < size; i++)
        {
            // A partial Fisher–Yates shuffle: the first `size` of the pool are a uniform panel, whatever order it was in.
            int j = i + random.NextInt(pool.Length - i);
            (pool[i], pool[j]) = (pool[j], pool[i]);
            int r = pool[i];
            double impression = truth.HaloSd[r] > 0 ? truth.HaloSd[r] * random.NextNormal() : 0;
            double bias = truth.GroupOfCandidate[c] == 1 ? truth.GroupBias[r] : 0;
            double location = truth.Ability[c] - truth.Severity[r] - (truth.DriftPerPeriod[r] * centredPeriod) - bias + impression;
            for (int k = 0; k < o.Criteria; k++)
            {
                double eta = location - truth.Difficulty[k] - truth.CriterionBias[r, k];
                int level = Draw(eta, truth.Thresholds, k, probabilities, ref random);
                if (o.MissingShare == 0 || random.NextDouble() >= o.MissingShare)
                {
                    builder.AddIndexed(c, r, k, (byte)(o.LowestLevel + level), period);
                }
            }
        }
    }

    private static int Draw(double eta, double[,] thresholds, int criterion, double[] probabilities, ref SeededRandom random)
    {
        double sum = probabilities[0] = 1;
        double exponent = 0;
        for (int level = 1; level < probabilities.Length; level++)
        {
            exponent += eta - thresholds[criterion, level - 1];
            sum += probabilities[level] = Math.Exp(exponent);
        }

        double u = random.NextDouble() * sum;
        for (int level = 0; level < probabilities.Length - 1; level++)
        {
            u -= probabilities[level];
            if (u < 0)
            {
                return level;
            }
        }

        return probabilities.Length - 1;
    }

    private static PlantedTruth Plant(SimulationOptions o)
    {
        var random = new SeededRandom(o.Seed, 1);
        int[] groups = new int[o.Candidates];
        for (int c = 0; c < o.Candidates; c++)
        {
            groups[c] = o.Groups > 0 ? random.NextInt(o.Groups) : -1;
        }

        double[] ability = Normals(o.Candidates, o.AbilitySd, centre: false, ref random);
        for (int c = 0; c < o.Candidates; c++)
        {
            ability[c] += o.AbilityMean - (Math.Max(0, groups[c]) * o.GroupGap);
        }

        double[] severity = Normals(o.Raters, o.SeveritySd, centre: true, ref random);
        double[] difficulty = Normals(o.Criteria, o.DifficultySd, centre: true, ref random);
        double[,] thresholds = PlantThresholds(o, ref random);
        var criterionBias = new double[o.Raters, o.Criteria];
        for (int r = 0; r < o.Raters; r++)
        {
            for (int k = 0; k < o.Criteria; k++)
            {
                bool biased = random.NextDouble() < o.CriterionBiasShare;
                criterionBias[r, k] = biased ? (random.NextDouble() < 0.5 ? -o.CriterionBias : o.CriterionBias) : 0;
            }
        }

        int drifting = (int)Math.Round(o.DriftingShare * o.Raters);
        int haloed = (int)Math.Round(o.HaloShare * o.Raters);
        int unfair = (int)Math.Round(o.GroupBiasShare * o.Raters);
        return new PlantedTruth(
            ability, severity, difficulty, thresholds,
            [.. Enumerable.Range(0, o.Raters).Select(r => r < drifting ? (r % 2 == 0 ? o.DriftPerPeriod : -o.DriftPerPeriod) : 0)],
            [.. Enumerable.Range(0, o.Raters).Select(r => r >= o.Raters - haloed ? o.HaloSd : 0)],
            [.. Enumerable.Range(0, o.Raters).Select(r => r < unfair ? o.GroupBias : 0)],
            criterionBias,
            [.. Enumerable.Range(0, o.Candidates).Select(c => c % o.Blocks)],
            [.. Enumerable.Range(0, o.Raters).Select(r => r % o.Blocks)],
            groups);
    }

    private static double[,] PlantThresholds(SimulationOptions o, ref SeededRandom random)
    {
        int steps = o.Levels - 1;
        var thresholds = new double[o.Criteria, steps];
        for (int k = 0; k < o.Criteria; k++)
        {
            double sum = 0;
            for (int h = 0; h < steps; h++)
            {
                double even = steps == 1 ? 0 : -o.ThresholdSpread + (2 * o.ThresholdSpread * h / (steps - 1));
                thresholds[k, h] = even + (o.Model == SimulatedModel.PartialCredit ? o.ThresholdSd * random.NextNormal() : 0);
                sum += thresholds[k, h];
            }

            for (int h = 0; h < steps; h++)
            {
                thresholds[k, h] -= sum / steps;
            }
        }

        return thresholds;
    }

    private static double[] Normals(int count, double sd, bool centre, ref SeededRandom random)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = sd * random.NextNormal();
        }

        double mean = centre && count > 0 ? values.Average() : 0;
        return [.. values.Select(value => value - mean)];
    }

    private static string[] Names(string prefix, int count) =>
        [.. Enumerable.Range(1, count).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{i}"))];
}
