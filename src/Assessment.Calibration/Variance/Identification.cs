namespace Assessment.Calibration.Variance;

/// <summary>Which of the asked terms the data can tell apart, and why not the others.</summary>
/// <remarks>
/// Two terms divide the ratings alike exactly when both have as many cells as their joint classification; a term is the
/// residual when it has as many cells as there are ratings. Only such complete confounding is found here: weaker forms
/// show as large standard errors.
/// </remarks>
internal sealed class Identification
{
    private readonly Dictionary<VarianceTerm, VarianceStatus> _dropped = [];

    public Identification(VarianceModel model, FacetCells cells, int periodsSeen)
    {
        var active = new List<VarianceTerm>();
        Whole = cells.Rows < 2 ? VarianceStatus.TooFewRatings
            : cells.Lowest == cells.Highest ? VarianceStatus.NoVariation
            : VarianceStatus.Estimated;
        foreach (VarianceTerm term in model.Terms)
        {
            VarianceStatus status = Whole != VarianceStatus.Estimated ? Whole : StatusOf(term, active, cells, periodsSeen);
            if (status == VarianceStatus.Estimated)
            {
                active.Add(term);
            }
            else
            {
                _dropped.Add(term, status);
            }
        }

        Active = [.. active];
    }

    public VarianceTerm[] Active { get; }

    /// <summary>Estimated when the table can be analysed at all.</summary>
    public VarianceStatus Whole { get; }

    /// <summary>The components of the model, given the estimates of the active terms and then the residual.</summary>
    public VarianceComponent[] Assemble(VarianceModel model, FacetCells cells, VarianceComponent[] estimated)
    {
        var all = new List<VarianceComponent>();
        foreach (VarianceTerm term in model.Terms)
        {
            VarianceComponent? found = Array.Find(estimated, e => e.Term == term);
            all.Add(found ?? Without(term, _dropped.GetValueOrDefault(term, VarianceStatus.TooFewRatings), LevelsOf(term, cells)));
        }

        all.Add(Array.Find(estimated, e => e.Term == VarianceTerm.Residual) ?? Without(VarianceTerm.Residual, Whole, cells.Rows));
        return [.. all];
    }

    public static long LevelsOf(VarianceTerm term, FacetCells cells) => term switch
    {
        VarianceTerm.Residual => cells.Rows,
        VarianceTerm.RaterDrift => cells.Cells[FacetCells.Rater],
        _ => cells.Cells[FacetCells.FacetsOf(term)],
    };

    private static VarianceComponent Without(VarianceTerm term, VarianceStatus status, long levels)
    {
        double value = status == VarianceStatus.NoVariation ? 0 : double.NaN;
        return new VarianceComponent(term, value, double.NaN, value, levels, status);
    }

    private static VarianceStatus StatusOf(VarianceTerm term, List<VarianceTerm> active, FacetCells cells, int periodsSeen)
    {
        if (term == VarianceTerm.RaterDrift)
        {
            return periodsSeen > 1 && cells.Cells[FacetCells.Rater] > 1 ? VarianceStatus.Estimated : VarianceStatus.OneLevelOnly;
        }

        int facets = FacetCells.FacetsOf(term);
        long levels = cells.Cells[facets];
        if (levels <= 1)
        {
            return VarianceStatus.OneLevelOnly;
        }

        if (levels == cells.Rows)
        {
            return VarianceStatus.ConfoundedWithResidual;
        }

        foreach (VarianceTerm earlier in active)
        {
            int other = FacetCells.FacetsOf(earlier);
            long joint = cells.Cells[facets | other];
            if (joint == levels && joint == cells.Cells[other])
            {
                return VarianceStatus.ConfoundedWithAnotherTerm;
            }
        }

        return VarianceStatus.Estimated;
    }
}
