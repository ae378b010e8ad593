using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>Finds rater biases: in each cell, the shift b at which the observed total equals the expected one, by Newton for all cells at once.</summary>
[SkipLocalsInit]
internal sealed unsafe class InteractionAnalysis
{
    private const int MaximumPasses = 60;

    private readonly RatingTable _table;
    private readonly RaschPanel _panel;
    private readonly StepLayout _layout;
    private readonly RaschState _state;
    private readonly double[] _ability;
    private readonly double _correction;
    private readonly double _errorFactor;
    private readonly double _extremeAdjustment;
    private readonly double _priorPrecision;

    public InteractionAnalysis(RatingTable table, RaschPanel panel, StepLayout layout, RaschState state, double[] ability, double correction, double errorFactor, double extremeAdjustment, double priorPrecision)
    {
        (_table, _panel, _layout, _state, _ability) = (table, panel, layout, state, ability);
        (_correction, _errorFactor, _extremeAdjustment, _priorPrecision) = (correction, errorFactor, extremeAdjustment, priorPrecision);
    }

    public InteractionReport Run(InteractionFacet facet, InteractionOptions options)
    {
        if (facet == InteractionFacet.Track && options.TrackOfCriterion?.Count != _table.CriterionCount)
        {
            return new InteractionReport(facet, [], double.NaN, double.NaN, "no tracks: InteractionOptions.TrackOfCriterion must name one for each criterion");
        }

        if (facet == InteractionFacet.Group && _table.GroupCount == 0)
        {
            return new InteractionReport(facet, [], double.NaN, double.NaN, "no groups in the table");
        }

        CellIndex cells = Index(facet, options);
        var bias = new double[cells.Count];
        FitSums[] sums = Pass(cells, bias);
        FitSums[] before = sums;
        double[] maximum = Maxima(cells);
        var extreme = new bool[cells.Count];
        double[] low = new double[cells.Count], high = new double[cells.Count];
        Array.Fill(low, -RaschState.Bound / 2);
        Array.Fill(high, RaschState.Bound / 2);
        bool moving = true;
        for (int pass = 0; pass < MaximumPasses && moving; pass++)
        {
            moving = Step(sums, maximum, bias, extreme, low, high);
            sums = Pass(cells, bias);
        }

        return Report(facet, options, cells, bias, extreme, before, sums);
    }

    private bool Step(FitSums[] sums, double[] maximum, double[] bias, bool[] extreme, double[] low, double[] high)
    {
        bool moving = false;
        for (int cell = 0; cell < bias.Length; cell++)
        {
            if (sums[cell].Count == 0)
            {
                continue;
            }

            double target = Math.Clamp(sums[cell].Observed, _extremeAdjustment, maximum[cell] - _extremeAdjustment);
            extreme[cell] = target != sums[cell].Observed;
            double before = bias[cell];
            bias[cell] = Bracket.Newton(before, target - sums[cell].Expected, sums[cell].Variance, ref low[cell], ref high[cell]);
            moving |= Math.Abs(bias[cell] - before) > 1e-8;
        }

        return moving;
    }

    private InteractionReport Report(InteractionFacet facet, InteractionOptions options, CellIndex cells, double[] bias, bool[] extreme, FitSums[] before, FitSums[] after)
    {
        int[] used = [.. Enumerable.Range(0, cells.Count).Where(cell => after[cell].Count >= options.MinimumRatings && after[cell].Variance > 1e-9)];
        double[] left = new BiasLeverage(_panel, _layout, _state, _ability, _priorPrecision).Left(cells);
        BiasCell[] held = [.. used.Select(cell => new BiasCell(
            cells.RaterOf(cell), cells.ElementOf(cell), _correction * bias[cell], after[cell].Variance / (_errorFactor * _errorFactor), left[cell]))];
        var contrasts = new BiasContrasts(held, options.FalseDiscoveryRate);
        var shrinkage = SparseShrinkage.Of(contrasts.Values, contrasts.Errors);
        double[] lowest = LowestScores(cells);
        var list = new List<Interaction>(used.Length);
        for (int u = 0; u < used.Length; u++)
        {
            int cell = used[u];
            long n = after[cell].Count;
            EstimateStatus status = extreme[cell] ? EstimateStatus.Extreme : EstimateStatus.Ok;
            double value = contrasts.Values[u], error = contrasts.Errors[u];
            (Estimate shrunken, double falseSign) = shrinkage?.Apply(value, error, n) ?? (Estimate.None(EstimateStatus.TooFew, n), double.NaN);
            list.Add(new Interaction(
                _panel.Raters[held[u].Rater], cells.ElementOf(cell),
                double.IsNaN(value) ? Estimate.None(EstimateStatus.TooFew, n) : Estimate.Normal(value, error, n, status),
                shrunken, value / error, contrasts.PValues[u], contrasts.Adjusted[u], falseSign,
                contrasts.Adjusted[u] <= options.FalseDiscoveryRate && falseSign <= options.FalseSignRate,
                Estimate.Normal(held[u].Shift, 1 / Math.Sqrt(held[u].Information), n, status),
                before[cell].Observed + lowest[cell], before[cell].Expected + lowest[cell], after[cell].ToStatistics()));
        }

        double chiSquare = list.Count == 0 ? double.NaN : held.Sum(cell => cell.Shift * cell.Shift * cell.Information);
        return new InteractionReport(
            facet, list, chiSquare, shrinkage?.Variance ?? double.NaN,
            list.Count == 0 ? "no cell has enough ratings" : "each cell against the rater's other cells, biased ones taken out; Benjamini-Hochberg over the cells; shrunken about zero (two groups)");
    }

    private FitSums[] Pass(CellIndex cells, double[] bias)
    {
        var parts = new FitSums[_panel.Pieces.Length - 1][];
        _panel.ForPieces((piece, from, until) => parts[piece] = RunPiece(cells, bias, from, until));
        for (int s = 1; s < parts.Length; s++)
        {
            for (int cell = 0; cell < cells.Count; cell++)
            {
                parts[0][cell].Add(parts[s][cell]);
            }
        }

        return parts[0];
    }

    private FitSums[] RunPiece(CellIndex cells, double[] bias, int from, int until)
    {
        var sums = new FitSums[cells.Count];
        double* terms = stackalloc double[_layout.Stride];
        fixed (double* weights = _state.Weights, logWeights = _state.LogWeights)
        {
            for (int n = from; n < until; n++)
            {
                for (int p = _panel.PairStarts[n]; p < _panel.PairStarts[n + 1]; p++)
                {
                    int j = _panel.PairRater[p];
                    for (int row = _panel.RowStarts[p]; row < _panel.RowStarts[p + 1]; row++)
                    {
                        int i = _panel.Criterion[row], at = i * _layout.Stride, cell = cells.Of(n, p, j, i);
                        if (cell < 0)
                        {
                            continue;
                        }

                        double eta = _ability[n] + _state.Leniency[j] + bias[cell];
                        double sum = CategoryTerms.Fill(weights + at, logWeights + at, Math.Exp(eta), eta, _panel.CategoryCount[i], _state.LogSpace, terms, out _);
                        AddRating(ref sums[cell], terms, 1 / sum, _panel.CategoryCount[i], _panel.Category[row]);
                    }
                }
            }
        }

        return sums;
    }

    private static void AddRating(ref FitSums sums, double* terms, double inverse, int categories, int category)
    {
        double mean = 0, second = 0, fourth = 0;
        for (int k = 0; k < categories; k++)
        {
            terms[k] *= inverse;
            mean += k * terms[k];
            second += (double)k * k * terms[k];
        }

        for (int k = 0; k < categories; k++)
        {
            double square = (k - mean) * (k - mean);
            fourth += square * square * terms[k];
        }

        sums.Add(category, mean, Math.Max(0, second - (mean * mean)), fourth);
    }

    private double[] Maxima(CellIndex cells) => PerCell(cells, (_, criterion) => _panel.CategoryCount[criterion] - 1);

    private double[] LowestScores(CellIndex cells) => PerCell(cells, (_, criterion) => _panel.LowestLevel[criterion]);

    private double[] PerCell(CellIndex cells, Func<int, int, double> value)
    {
        var result = new double[cells.Count];
        for (int n = 0; n < _panel.Candidates.Length; n++)
        {
            for (int p = _panel.PairStarts[n]; p < _panel.PairStarts[n + 1]; p++)
            {
                for (int row = _panel.RowStarts[p]; row < _panel.RowStarts[p + 1]; row++)
                {
                    int cell = cells.Of(n, p, _panel.PairRater[p], _panel.Criterion[row]);
                    if (cell >= 0)
                    {
                        result[cell] += value(row, _panel.Criterion[row]);
                    }
                }
            }
        }

        return result;
    }

    private CellIndex Index(InteractionFacet facet, InteractionOptions options) => facet switch
    {
        InteractionFacet.Criterion => CellIndex.ByCriterion(_panel, [.. _panel.Criteria]),
        InteractionFacet.Track => CellIndex.ByCriterion(_panel, [.. _panel.Criteria.Select(i => options.TrackOfCriterion![i])]),
        InteractionFacet.Group => CellIndex.ByCandidate(_panel, [.. _panel.Candidates.Select(GroupOf)]),
        _ => CellIndex.ByPair(_panel),
    };

    private int GroupOf(int candidate) => _table.GroupOfCandidate[candidate];
}
