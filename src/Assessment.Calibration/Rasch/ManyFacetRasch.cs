using System.Globalization;

namespace Assessment.Calibration.Rasch;

/// <summary>
/// The many-facet Rasch model: log(P(x = k)/P(x = k − 1)) = ability − severity − difficulty − threshold(k).
/// </summary>
/// <remarks>
/// Linacre (1989), Many-Facet Rasch Measurement; rating scale: Andrich (1978), partial credit: Masters (1982). Each connected subset is
/// fitted alone. Extreme elements (all ratings at an end of the scale) have infinite measures: joint fits set them aside, marginal fits keep
/// extreme candidates; either way they are placed afterwards and flagged. Pure and deterministic: the same table and options give the
/// same bits on any number of cores.
/// </remarks>
public static class ManyFacetRasch
{
    /// <summary>Fits the model to a table.</summary>
    /// <param name="table">The ratings; every degenerate table gets an answer that says why.</param>
    /// <param name="options">Choices; null for the defaults.</param>
    /// <param name="cancellation">Looked at before each pass over the ratings.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RaschFit Fit(RatingTable table, RaschOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new RaschOptions();
        options.Validate();
        if (table.Count == 0)
        {
            return new RaschFit([], [], [], "the table is empty");
        }

        bool marginal = options.Method == RaschMethod.Marginal || (options.Method == RaschMethod.Automatic && IsSparse(table));
        RatingPruning pruning = RatingPruning.Of(table, options.Scale, keepCandidates: marginal, cancellation);
        SubsetMembers members = SubsetMembers.Of(table, pruning);
        var localRater = new int[table.RaterCount];
        var components = new RaschComponent[pruning.SubsetCount];
        for (int s = 0; s < components.Length; s++)
        {
            cancellation.ThrowIfCancellationRequested();
            components[s] = new ComponentFit(table, options, marginal, pruning, members, s, localRater).Run(cancellation);
        }

        return new RaschFit(components, members.UnplacedCandidates, members.UnplacedRaters, ReasonOf(components));
    }

    private static bool IsSparse(RatingTable table)
    {
        int rated = 0;
        for (int c = 0; c < table.CandidateCount; c++)
        {
            rated += table.CandidateStarts[c + 1] > table.CandidateStarts[c] ? 1 : 0;
        }

        return table.Count < 10L * rated;
    }

    private static string ReasonOf(RaschComponent[] components)
    {
        int converged = components.Count(component => component.HasMeasures && component.Status == RaschStatus.Converged);
        return components.Length switch
        {
            0 => "nothing varies: all ratings lie at an end of the scale in use",
            1 => components[0].Reason,
            _ => string.Create(CultureInfo.InvariantCulture, $"{components.Length} disconnected components, {converged} converged; measures of different components must not be compared"),
        };
    }
}
