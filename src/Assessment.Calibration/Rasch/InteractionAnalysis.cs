using System.Runtime.CompilerServices;
using Assessment.Calibration.Raters;
using MathNet.Numerics;

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

    public InteractionAnalysis(RatingTable table, RaschPanel panel, StepLayout layout, RaschState state, double[] ability, double correction, double errorFactor, double extremeAdjustment)
    {
        (_table, _panel, _layout, _state, _ability) = (table, panel, layout, state, ability);
        (_correction, _errorFactor, _extremeAdjustment) = (correction, errorFactor, extremeAdjustment);
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
        double[] values = [.. used.Select(cell => _correction * bias[cell])];
        double[] errors = [.. used.Select(cell => _errorFactor / Math.Sqrt(after[cell].Variance))];
        double[] p = [.. used.Select((_, u) => SpecialFunctions.Erfc(Math.Abs(values[u] / errors[u]) / Math.Sqrt(2)))];
        double[] adjusted = BenjaminiHochberg.Adjust(p);
        Shrinkage? shrinkage = Shrinkage.Of(values, errors, 0);
        double[] lowest = LowestScores(cells);
        var list = new List<Interaction>(used.Length);
        for (int u = 0; u < used.Length; u++)
        {
            int cell = used[u];
            long n = after[cell].Count;
            list.Add(new Interaction(
                _panel.Raters[cells.RaterOf(cell)], cells.ElementOf(cell),
                Estimate.Normal(values[u], errors[u], n, extreme[cell] ? EstimateStatus.Extreme : EstimateStatus.Ok),
                shrinkage?.Apply(values[u], errors[u], n) ?? Estimate.None(EstimateStatus.TooFew, n),
                values[u] / errors[u], p[u], adjusted[u], adjusted[u] <= options.FalseDiscoveryRate,
                before[cell].Observed + lowest[cell], before[cell].Expected + lowest[cell], after[cell].ToStatistics()));
        }

        double chiSquare = list.Count == 0 ? double.NaN : list.Sum(cell => cell.T * cell.T);
        return new InteractionReport(
            facet, list, chiSquare, shrinkage?.Variance ?? double.NaN,
            list.Count == 0 ? "no cell has enough ratings" : "maximum likelihood by cell, all else held; shrunken about zero (Paule-Mandel); Benjamini-Hochberg over the cells");
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
