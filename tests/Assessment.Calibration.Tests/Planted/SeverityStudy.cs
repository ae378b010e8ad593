using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Planted;

/// <summary>Severities of 40 raters recovered from simulations: do unshrunken intervals cover, are errors honest, is the scale right?</summary>
internal static class SeverityStudy
{
    public const ulong FirstSeed = 1000;

    public static SimulationOptions Options { get; } = new() { Candidates = 300, Raters = 40, Criteria = 5, RatersPerCandidate = 4 };

    /// <param name="method">The estimator.</param>
    /// <param name="scale">The model of both simulation and fit.</param>
    /// <param name="runs">Simulations.</param>
    /// <param name="firstSeed">Seeds go up from here.</param>
    /// <exception cref="InvalidOperationException">A fit did not converge, or fell apart.</exception>
    public static Recovery Run(RaschMethod method, RaschScale scale, int runs, ulong firstSeed = FirstSeed)
    {
        var results = new Recovery[runs];
        Parallel.For(0, runs, run => results[run] = One(method, scale, firstSeed + (ulong)run));
        var all = new Recovery();
        foreach (Recovery recovery in results)
        {
            all.Add(recovery);
        }

        return all;
    }

    private static Recovery One(RaschMethod method, RaschScale scale, ulong seed)
    {
        Simulation simulation = Simulator.Run(Options with
        {
            Seed = seed,
            Model = scale == RaschScale.RatingScale ? SimulatedModel.RatingScale : SimulatedModel.PartialCredit,
        });
        RaschComponent component = ManyFacetRasch.Fit(simulation.Table, new RaschOptions { Method = method, Scale = scale }).Components.Single();
        if (component.Status != RaschStatus.Converged)
        {
            throw new InvalidOperationException($"Seed {seed}: {component.Reason}");
        }

        var recovery = new Recovery();
        double[] truth = [.. component.Raters.Select(r => simulation.Truth.Severity[r.Rater])];
        double mean = truth.Average();
        for (int j = 0; j < component.Raters.Count; j++)
        {
            recovery.Severity(component.Raters[j].Severity, truth[j] - mean);
        }

        foreach (CriterionMeasure criterion in component.Criteria)
        {
            recovery.Difficulty(criterion.Difficulty, simulation.Truth.Difficulty[criterion.Criterion]);
        }

        foreach (CandidateMeasure candidate in component.Candidates!)
        {
            recovery.Ability(candidate.Ability, simulation.Truth.Ability[candidate.Candidate]);
        }

        return recovery;
    }
}

/// <summary>Estimates against what was planted, pooled.</summary>
internal sealed class Recovery
{
    private double _count, _covered, _squares, _errors, _cross, _truths;
    private double _difficulties, _difficultiesCovered, _abilities, _abilitiesCovered;

    public double Severities => _count;

    /// <summary>Share of 95 % intervals that hold the planted severity.</summary>
    public double Coverage => _covered / _count;

    public double DifficultyCoverage => _difficultiesCovered / _difficulties;

    public double AbilityCoverage => _abilitiesCovered / _abilities;

    public double Rmse => Math.Sqrt(_squares / _count);

    /// <summary>Root mean square error over the mean standard error.</summary>
    public double ErrorRatio => Rmse / (_errors / _count);

    /// <summary>Regression of estimates on planted severities: 1 on the right scale.</summary>
    public double Slope => _cross / _truths;

    public void Severity(Estimate severity, double truth)
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

    public void Ability(Estimate ability, double truth)
    {
        _abilities++;
        _abilitiesCovered += Covers(ability, truth);
    }

    public void Add(Recovery other)
    {
        _count += other._count;
        _covered += other._covered;
        _squares += other._squares;
        _errors += other._errors;
        _cross += other._cross;
        _truths += other._truths;
        _difficulties += other._difficulties;
        _difficultiesCovered += other._difficultiesCovered;
        _abilities += other._abilities;
        _abilitiesCovered += other._abilitiesCovered;
    }

    private static int Covers(Estimate estimate, double truth) => estimate.Lower <= truth && truth <= estimate.Upper ? 1 : 0;
}
