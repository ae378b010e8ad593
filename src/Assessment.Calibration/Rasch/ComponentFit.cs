using System.Globalization;

namespace Assessment.Calibration.Rasch;

/// <summary>Fits one subset, and puts its results together.</summary>
internal sealed class ComponentFit
{
    private const long LargestCross = 1L << 27;
    private const int LargestSteps = 2_000;

    private readonly RatingTable _table;
    private readonly RaschOptions _options;
    private readonly bool _marginal;
    private readonly RatingPruning _pruning;
    private readonly SubsetMembers _members;
    private readonly int _subset;
    private readonly int[] _localRater;

    public ComponentFit(RatingTable table, RaschOptions options, bool marginal, RatingPruning pruning, SubsetMembers members, int subset, int[] localRater)
    {
        (_table, _options, _marginal, _pruning) = (table, options, marginal, pruning);
        (_members, _subset, _localRater) = (members, subset, localRater);
    }

    /// <param name="cancellation">Looked at before each pass.</param>
    public RaschComponent Run(CancellationToken cancellation)
    {
        int[] candidates = _members.Candidates[_subset];
        if (HasSingleRatings(candidates))
        {
            return new RaschComponent(_subset, RaschStatus.SingleRatings, "every candidate has one rating: severity, difficulty and ability cannot be told apart", null);
        }

        RaschPanel panel = RaschPanel.Build(_table, _pruning, _subset, candidates, _members.Raters[_subset], _localRater);
        DesignLinks links = DesignLinks.Of(panel);
        var layout = new StepLayout(panel, _options.Scale, links.CriterionGroup);
        if (layout.ExtendedCount > LargestSteps || (long)layout.ExtendedCount * panel.Raters.Length > LargestCross)
        {
            return new RaschComponent(_subset, RaschStatus.TooLarge, "more than 2,000 criteria and thresholds, or more than 2^27 of them times raters: split the table by track, or use the rating scale", null);
        }

        var solver = new RaschSolver(panel, layout, _options, _marginal, cancellation);
        solver.Run();
        return new ComponentReport(_table, _options, _pruning, _members, _subset, _localRater, panel, links, solver, cancellation).Build(cancellation);
    }

    /// <summary>The reason that goes with a status.</summary>
    public static string ReasonOf(RaschStatus status, RaschSolver solver, DesignLinks links, int held)
    {
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{solver.Iterations} iterations, last step {solver.LastStep:0.0e+0} logits");
        string reason = status switch
        {
            RaschStatus.Converged => $"converged: {numbers}",
            RaschStatus.IterationLimit => $"not converged: the limit of iterations was reached; {numbers}",
            RaschStatus.NoProgress => $"not converged: no fraction of the last step raised the likelihood; {numbers}",
            _ => $"measures run to infinity: some raters' or criteria's levels lie all on one side of the others'; {numbers}",
        };
        reason += links.RaterSetCount > 1 ? string.Create(CultureInfo.InvariantCulture, $"; raters and criteria are confounded: {links.RaterSetCount} sets of raters, not to be compared with each other") : "";
        return reason + (held > 0 ? "; some difficulties or thresholds cannot be told from abilities, and were held" : "");
    }

    private bool HasSingleRatings(int[] candidates)
    {
        foreach (int c in candidates)
        {
            int active = 0;
            for (int row = _table.CandidateStarts[c]; row < _table.CandidateStarts[c + 1] && active < 2; row++)
            {
                active += _pruning.IsActive(c, _table.Raters[row], _table.Criteria[row]) ? 1 : 0;
            }

            if (active > 1)
            {
                return false;
            }
        }

        return true;
    }
}
