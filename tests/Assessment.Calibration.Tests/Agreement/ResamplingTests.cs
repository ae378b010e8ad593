using Assessment.Calibration.Agreement;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Agreement;

public class ResamplingTests
{
    private static readonly AgreementOptions Bootstrap = new() { Uncertainty = UncertaintyMethod.Bootstrap, Replicates = 2_000, Seed = 11 };

    [Fact]
    public void Jackknife_AgainstRecomputationWithoutEachCandidate_Agrees()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 25, Raters = 6, RatersPerCandidate = 3, MissingShare = .1 }).Table;
        IReadOnlyList<Statistic> whole = KrippendorffAlpha.OfAll(table);
        for (int metric = 0; metric < 4; metric++)
        {
            Assert.Equal(Brute(table, part => KrippendorffAlpha.Of(CoincidenceMatrix.Of(part), (AlphaMetric)metric)), whole[metric].Estimate.StandardError, 1e-10);
        }

        foreach (AgreementCoefficient coefficient in Enum.GetValues<AgreementCoefficient>())
        {
            double Value(RatingTable part) => ChanceCorrected.Of(part, coefficient, AgreementWeights.Linear).Statistic.Estimate.Value;
            double expected = Brute(table, Value);
            Assert.Equal(expected, ChanceCorrected.Of(table, coefficient, AgreementWeights.Linear).Statistic.Estimate.StandardError, 1e-10);
        }

        IccResult icc = IntraclassCorrelation.Of(table);
        for (int form = 0; form < 6; form++)
        {
            double expected = Brute(table, part => IntraclassCorrelation.Of(part).Statistics[form].Estimate.Value);
            Assert.Equal(expected, icc.Statistics[form].Estimate.StandardError, 1e-8);
        }
    }

    [Fact]
    public void Bootstrap_ManyCandidates_AgreesWithJackknifeAndRepeats()
    {
        RatingTable table = Simulator.Run(new SimulationOptions { Candidates = 400, Raters = 20 }).Table;
        Estimate jackknife = KrippendorffAlpha.Of(table, AlphaMetric.Ordinal).Estimate;
        Estimate bootstrap = KrippendorffAlpha.Of(table, AlphaMetric.Ordinal, Bootstrap).Estimate;
        Assert.Equal(jackknife.Value, bootstrap.Value);
        Assert.InRange(bootstrap.StandardError / jackknife.StandardError, 0.93, 1.07);
        Assert.Equal(jackknife.Lower, bootstrap.Lower, 0.01);
        Assert.Equal(bootstrap, KrippendorffAlpha.Of(table, AlphaMetric.Ordinal, Bootstrap).Estimate);
        Assert.NotEqual(bootstrap, KrippendorffAlpha.Of(table, AlphaMetric.Ordinal, Bootstrap with { Seed = 12 }).Estimate);
    }

    [Fact]
    public void Intervals_RepeatedSamples_CoverTheLongRunValue()
    {
        SimulationOptions Options(ulong seed, int candidates) => new() { Seed = seed, Candidates = candidates, Raters = 200, SeveritySd = 0.3 };
        double truth = KrippendorffAlpha.Of(CoincidenceMatrix.Of(Simulator.Run(Options(99, 40_000)).Table), AlphaMetric.Ordinal);
        var covered = new int[2];
        for (ulong seed = 1; seed <= 200; seed++)
        {
            RatingTable table = Simulator.Run(Options(1_000 + seed, 60)).Table;
            Estimate[] estimates =
            [
                KrippendorffAlpha.Of(table, AlphaMetric.Ordinal).Estimate,
                KrippendorffAlpha.Of(table, AlphaMetric.Ordinal, new AgreementOptions { Uncertainty = UncertaintyMethod.Bootstrap, Replicates = 400 }).Estimate,
            ];
            for (int i = 0; i < 2; i++)
            {
                covered[i] += estimates[i].Lower <= truth && truth <= estimates[i].Upper ? 1 : 0;
            }
        }

        // 200 draws of .95: 2.5 binomial standard errors are .039.
        TestContext.Current.TestOutputHelper!.WriteLine($"covered of 200: jackknife {covered[0]}, bootstrap {covered[1]}");
        Assert.InRange(covered[0], 182, 198);
        Assert.InRange(covered[1], 180, 198);
    }

    [Fact]
    public void CoincidenceMatrix_ShardsAndAmendments_EqualOnePass()
    {
        var random = new Assessment.Calibration.Numerics.SeededRandom(5);
        var whole = new CoincidenceMatrix(1, 5);
        CoincidenceMatrix[] shards = [new(1, 5), new(1, 5), new(1, 5)];
        for (int unit = 0; unit < 500; unit++)
        {
            var levels = new byte[random.NextInt(15)];
            for (int i = 0; i < levels.Length; i++)
            {
                levels[i] = (byte)(1 + random.NextInt(5));
            }

            whole.Add(levels);
            shards[random.NextInt(3)].Add(levels);
        }

        shards[0].Merge(shards[2]);
        shards[1].Merge(shards[0]);
        shards[1].Add([1, 5, 3]);
        shards[1].Remove([3, 1, 5]); // the order within a unit is of no consequence
        Assert.Equal(whole.Coincidences(), shards[1].Coincidences());
        Assert.Equal((whole.UnitCount, whole.PairableCount), (shards[1].UnitCount, shards[1].PairableCount));
        Assert.Equal(whole.PairableCount, whole.Coincidences().Cast<double>().Sum(), 1e-6);
    }

    private static double Brute(RatingTable table, Func<RatingTable, double> statistic)
    {
        double[] leftOut = [.. Enumerable.Range(0, table.CandidateCount)
            .Where(c => table.CandidateStarts[c + 1] > table.CandidateStarts[c])
            .Select(c => statistic(table.Where(row => table.Candidates[row] != c)))];
        double mean = leftOut.Average();
        return Math.Sqrt((leftOut.Length - 1.0) / leftOut.Length * leftOut.Sum(x => (x - mean) * (x - mean)));
    }
}
