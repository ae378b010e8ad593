using System.Globalization;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Rasch;

public class PlantedTruthTests(ITestOutputHelper output)
{
    private static bool Full => Environment.GetEnvironmentVariable("ASSESSMENT_FULL") == "1";

    [Theory]
    [InlineData(RaschMethod.CorrectedJoint, RaschScale.RatingScale, 200)]
    [InlineData(RaschMethod.CorrectedJoint, RaschScale.PartialCredit, 40)]
    [InlineData(RaschMethod.Marginal, RaschScale.RatingScale, 20)]
    [InlineData(RaschMethod.Marginal, RaschScale.PartialCredit, 20)]
    public void Severity_OfSeededSimulations_IsRecoveredWithHonestErrors(RaschMethod method, RaschScale scale, int runs)
    {
        Recovery recovery = Recover(method, scale, Full ? 200 : runs);
        output.WriteLine(recovery.ToString());
        Assert.InRange(recovery.Coverage, 0.92, 0.97);
        Assert.InRange(recovery.ErrorRatio, 0.9, 1.1);
        Assert.InRange(recovery.Slope, 0.97, 1.03);
    }

    private static Recovery Recover(RaschMethod method, RaschScale scale, int runs)
    {
        var results = new Recovery[runs];
        Parallel.For(0, runs, run =>
        {
            Simulation simulation = Simulator.Run(new SimulationOptions
            {
                Seed = 1000 + (ulong)run,
                Candidates = 300,
                Raters = 40,
                Criteria = 5,
                RatersPerCandidate = 4,
                Model = scale == RaschScale.RatingScale ? SimulatedModel.RatingScale : SimulatedModel.PartialCredit,
            });
            RaschComponent component = Assert.Single(ManyFacetRasch.Fit(simulation.Table, new RaschOptions { Method = method, Scale = scale }).Components);
            Assert.Equal(RaschStatus.Converged, component.Status);
            var recovery = new Recovery();
            double[] truth = Centred([.. component.Raters.Select(r => simulation.Truth.Severity[r.Rater])]);
            for (int j = 0; j < component.Raters.Count; j++)
            {
                recovery.Add(component.Raters[j].Severity, truth[j]);
            }

            for (int i = 0; i < component.Criteria.Count; i++)
            {
                recovery.Difficulty(component.Criteria[i].Difficulty, simulation.Truth.Difficulty[component.Criteria[i].Criterion]);
            }

            foreach (CandidateMeasure candidate in component.Candidates!)
            {
                recovery.Ability(candidate, simulation.Truth.Ability[candidate.Candidate]);
            }

            results[run] = recovery;
        });
        var all = new Recovery();
        foreach (Recovery recovery in results)
        {
            all.Add(recovery);
        }

        return all;
    }

    private static double[] Centred(double[] values)
    {
        double mean = values.Average();
        return [.. values.Select(v => v - mean)];
    }

    private sealed class Recovery
    {
        private double _count, _covered, _squares, _errors, _cross, _truths, _shrunken;
        private double _difficulties, _difficultiesCovered, _abilities, _abilitiesCovered, _posteriorsCovered;

        public double Coverage => _covered / _count;

        public double Rmse => Math.Sqrt(_squares / _count);

        public double ErrorRatio => Rmse / (_errors / _count);

        public double Slope => _cross / _truths;

        public void Add(Estimate severity, double truth)
        {
            _count++;
            _covered += Covers(severity, truth);
            _squares += (severity.Value - truth) * (severity.Value - truth);
            _errors += severity.StandardError;
            _cross += severity.Value * truth;
            _truths += truth * truth;
        }

        public void Difficulty(Estimate difficulty, double truth)
        {
            _difficulties++;
            _difficultiesCovered += Covers(difficulty, truth);
        }

        public void Ability(CandidateMeasure candidate, double truth)
        {
            _abilities++;
            _abilitiesCovered += Covers(candidate.Ability, truth);
            _posteriorsCovered += Covers(candidate.Posterior, truth);
        }

        public void Add(Recovery other)
        {
            _count += other._count;
            _covered += other._covered;
            _squares += other._squares;
            _errors += other._errors;
            _cross += other._cross;
            _truths += other._truths;
            _shrunken += other._shrunken;
            _difficulties += other._difficulties;
            _difficultiesCovered += other._difficultiesCovered;
            _abilities += other._abilities;
            _abilitiesCovered += other._abilitiesCovered;
            _posteriorsCovered += other._posteriorsCovered;
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{_count} severities: coverage {Coverage:0.0000}, RMSE {Rmse:0.0000}, RMSE / mean error {ErrorRatio:0.000}, slope {Slope:0.000}; difficulty coverage {_difficultiesCovered / _difficulties:0.000}; ability coverage {_abilitiesCovered / _abilities:0.000}, posterior {_posteriorsCovered / _abilities:0.000}");

        private static int Covers(Estimate estimate, double truth) => estimate.Lower <= truth && truth <= estimate.Upper ? 1 : 0;
    }
}
