using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Raters;

/// <summary>One rater's ratings of one candidate, set against what the other raters say of the candidate.</summary>
/// <param name="Candidate">Candidate index.</param>
/// <param name="Count">Ratings in the cell.</param>
/// <param name="Mean">Mean of level − mean − trend − criterion effect.</param>
/// <param name="Within">Sample variance of the same over the cell's criteria; NaN below two ratings.</param>
/// <param name="Deviation">Mean less the candidate's prediction from the other raters only.</param>
/// <param name="OthersVariance">Prediction error variance of the candidate from the others.</param>
/// <param name="Variance">Variance of Deviation under the model.</param>
/// <param name="Period">Mean period index; NaN when unknown.</param>
internal readonly record struct RaterCell(
    int Candidate, int Count, double Mean, double Within, double Deviation, double OthersVariance, double Variance, double Period);

/// <summary>All cells, grouped by rater, candidates ascending.</summary>
/// <remarks>
/// The prediction of a candidate without a rater's own ratings is the model's, from the others' cell means less their leniency, each
/// weighted by the inverse of σ²_cr + σ²_e / n + (prediction error variance of that rater): so a rater is never compared with itself.
/// </remarks>
internal sealed class RaterCells
{
    private readonly List<RaterCell>[] _cells;
    private readonly RatingTable _table;
    private readonly double[] _leniency;
    private readonly double[] _leniencyVariance;
    private readonly double[] _drift;
    private readonly double[] _criterion;

    public RaterCells(RatingTable table, MixedModelFit fit)
    {
        _table = table;
        double Finite(double value) => double.IsFinite(value) ? value : 0;
        CandidateVariance = fit.Components.Of(VarianceTerm.Candidate);
        ImpressionVariance = fit.Components.Of(VarianceTerm.CandidateRater);
        ResidualVariance = fit.Components.Of(VarianceTerm.Residual);
        Mean = Finite(fit.Mean.Value);
        Trend = Finite(fit.Trend.Value);
        PeriodMean = MeanPeriod(table);
        Prediction[] raters = [.. Enumerable.Range(0, table.RaterCount).Select(r => fit.RaterPrediction(VarianceTerm.Rater, r))];
        _leniency = [.. raters.Select(p => Finite(p.Value))];
        _leniencyVariance = [.. raters.Select(p => Finite(p.ConditionalStandardError * p.ConditionalStandardError))];
        _drift = [.. Enumerable.Range(0, table.RaterCount).Select(r => Finite(fit.RaterPrediction(VarianceTerm.RaterDrift, r).Value))];
        _criterion = [.. Enumerable.Range(0, table.CriterionCount).Select(k => Finite(fit.Criterion(k).Value))];
        _cells = [.. Enumerable.Range(0, table.RaterCount).Select(_ => new List<RaterCell>())];
        Collect();
    }

    public double CandidateVariance { get; }

    public double ImpressionVariance { get; }

    public double ResidualVariance { get; }

    public double Mean { get; }

    public double Trend { get; }

    public double PeriodMean { get; }

    public IReadOnlyList<RaterCell> Of(int rater) => _cells[rater];

    /// <summary>The model's expectation of a level, given rater and criterion, at the mean candidate and period.</summary>
    public double Expected(int rater, int criterion) => Mean + _leniency[rater] + _criterion[criterion];

    private static double MeanPeriod(RatingTable table)
    {
        double sum = 0;
        long known = 0;
        foreach (int period in table.Periods)
        {
            sum += Math.Max(period, 0);
            known += period >= 0 ? 1 : 0;
        }

        return known == 0 ? 0 : sum / known;
    }

    private void Collect()
    {
        ReadOnlySpan<int> starts = _table.CandidateStarts, raters = _table.Raters;
        var order = new List<int>();
        var cells = new List<(int Rater, int Count, double Mean, double Within, double Period)>();
        for (int candidate = 0; candidate < _table.CandidateCount; candidate++)
        {
            order.Clear();
            cells.Clear();
            for (int row = starts[candidate]; row < starts[candidate + 1]; row++)
            {
                order.Add(row);
            }

            int[] key = new int[order.Count];
            for (int i = 0; i < key.Length; i++)
            {
                key[i] = raters[order[i]];
            }

            int[] rows = [.. order];
            Array.Sort(key, rows);
            for (int from = 0, to = 0; from < rows.Length; from = to)
            {
                while (to < rows.Length && key[to] == key[from])
                {
                    to++;
                }

                cells.Add(Summarise(key[from], rows.AsSpan(from, to - from)));
            }

            Compare(candidate, cells);
        }
    }

    private (int Rater, int Count, double Mean, double Within, double Period) Summarise(int rater, Span<int> rows)
    {
        rows.Sort();
        double sum = 0, squares = 0, periods = 0;
        int known = 0;
        foreach (int row in rows)
        {
            int period = _table.Periods.IsEmpty ? -1 : _table.Periods[row];
            double time = period < 0 ? 0 : period - PeriodMean;
            double value = _table.Levels[row] - Mean - (Trend * time) - _criterion[_table.Criteria[row]];
            sum += value;
            squares += value * value;
            periods += Math.Max(period, 0);
            known += period >= 0 ? 1 : 0;
        }

        int n = rows.Length;
        double within = n < 2 ? double.NaN : Math.Max(0, (squares - (sum * sum / n)) / (n - 1));
        return (rater, n, sum / n, within, known == 0 ? double.NaN : periods / known);
    }

    private void Compare(int candidate, List<(int Rater, int Count, double Mean, double Within, double Period)> cells)
    {
        double prior = CandidateVariance > 0 ? 1 / CandidateVariance : double.PositiveInfinity;
        double weights = 0, weighted = 0;
        double WeightOf((int Rater, int Count, double Mean, double Within, double Period) cell) =>
            1 / Math.Max(1e-12, ImpressionVariance + (ResidualVariance / cell.Count) + _leniencyVariance[cell.Rater]);
        double Adjusted((int Rater, int Count, double Mean, double Within, double Period) cell) =>
            cell.Mean - _leniency[cell.Rater] - (double.IsNaN(cell.Period) ? 0 : _drift[cell.Rater] * (cell.Period - PeriodMean));
        foreach (var cell in cells)
        {
            weights += WeightOf(cell);
            weighted += WeightOf(cell) * Adjusted(cell);
        }

        foreach (var cell in cells)
        {
            double w = WeightOf(cell), precision = weights - w + prior;
            bool known = double.IsFinite(precision);
            double others = known ? (weighted - (w * Adjusted(cell))) / precision : 0;
            double error = known ? 1 / precision : 0;
            double own = ImpressionVariance + (ResidualVariance / cell.Count);
            _cells[cell.Rater].Add(new RaterCell(
                candidate, cell.Count, cell.Mean, cell.Within, cell.Mean - others, error, own + error, cell.Period));
        }
    }
}
