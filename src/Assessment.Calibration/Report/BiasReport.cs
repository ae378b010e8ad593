using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Report;

/// <summary>Bias of one subset's raters towards criteria or groups, small cells withheld.</summary>
/// <param name="Component">The component's place in <see cref="DesignHealth.Components"/>.</param>
/// <param name="Subset">Its number within the fit.</param>
/// <param name="Facet">Criterion or group.</param>
/// <param name="Cells">By rater, then element; names are the table's.</param>
/// <param name="Withheld">Cells that policy withholds: too few candidates of the group, or a rater whose severity is withheld.</param>
/// <param name="ChiSquare">Of 'no bias anywhere', over all cells; NaN without cells.</param>
/// <param name="Variance">Of true biases between cells, in logits²; NaN below two cells.</param>
/// <param name="Reason">How it was found, or why it is empty.</param>
public sealed record BiasReport(
    int Component, int Subset, InteractionFacet Facet, IReadOnlyList<Interaction> Cells, int Withheld, double ChiSquare, double Variance,
    string Reason)
{
    internal static IReadOnlyList<BiasReport> Of(RatingTable table, SeverityReport severity, CalibrationOptions options)
    {
        InteractionFacet[] facets = table.GroupCount > 0 ? [InteractionFacet.Criterion, InteractionFacet.Group] : [InteractionFacet.Criterion];
        int[] candidates = table.GroupCount > 0 ? CandidatesByGroup(table) : [];
        return [.. severity.Components.Where(component => component.Model is { HasMeasures: true })
            .SelectMany(component => facets.Select(facet => Section(table, component, facet, candidates, options)))];
    }

    private static BiasReport Section(RatingTable table, SeverityComponent component, InteractionFacet facet, int[] candidates, CalibrationOptions options)
    {
        // As many ratings as candidates are asked for at the least, so that fewer tests share the false discovery rate.
        InteractionReport report = component.Model!.Interactions(facet, new InteractionOptions
        {
            MinimumRatings = Math.Max(1, options.MinimumCell),
            FalseDiscoveryRate = options.FalseDiscoveryRate,
        });
        var hidden = component.Raters.Where(rater => rater.IsSuppressed).Select(rater => rater.Rater).ToHashSet();
        Interaction[] shown = [.. report.Cells.Where(cell => !hidden.Contains(cell.Rater)
            && (facet != InteractionFacet.Group || candidates[(cell.Rater * table.GroupCount) + cell.Element] >= options.MinimumCell))
            .Select(cell => cell.Fit.N < options.MinimumFitRatings ? cell with { Fit = RaterSeverity.NoFit with { N = cell.Fit.N } } : cell)];
        return new BiasReport(
            component.Component, component.Subset, facet, shown, report.Cells.Count - shown.Length, report.ChiSquare, report.Variance, report.Reason);
    }

    /// <summary>Candidates of each group whom each rater rated, at [rater × groups + group].</summary>
    private static int[] CandidatesByGroup(RatingTable table)
    {
        var counts = new int[table.RaterCount * table.GroupCount];
        var seen = new int[table.RaterCount];
        for (int candidate = 0; candidate < table.CandidateCount; candidate++)
        {
            int group = table.GroupOfCandidate[candidate];
            for (int row = table.CandidateStarts[candidate]; group >= 0 && row < table.CandidateStarts[candidate + 1]; row++)
            {
                int rater = table.Raters[row];
                if (seen[rater] != candidate + 1)
                {
                    seen[rater] = candidate + 1;
                    counts[(rater * table.GroupCount) + group]++;
                }
            }
        }

        return counts;
    }
}
