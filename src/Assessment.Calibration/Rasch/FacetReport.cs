namespace Assessment.Calibration.Rasch;

/// <summary>Raters, criteria and thresholds of one subset as public measures.</summary>
internal sealed class FacetReport(
    RatingTable table, RaschOptions options, RaschPanel panel, DesignLinks links, RaschSolver solver, SeverityCovariance covariance, FairScale scale,
    double correction, double errorFactor, EstimateStatus status, FitPass fit)
{
    private readonly StepLayout _layout = solver.Layout;
    private readonly RaschState _state = solver.State;

    public double SeverityVariance { get; private set; } = double.NaN;

    public List<RaterMeasure> Raters(double meanAbility, double shift)
    {
        int count = panel.Raters.Length;
        double[] severity = [.. _state.Leniency.Select(leniency => -correction * leniency)];
        double[] errors = [.. covariance.Variances.Select(variance => errorFactor * Math.Sqrt(variance))];
        double[] lowest = LowestOfRaters();
        Shrinkage? shrinkage = count > 1 ? Shrinkage.Of(severity, errors) : null;
        SeverityVariance = shrinkage?.Variance ?? double.NaN;
        var raters = new List<RaterMeasure>(count);
        for (int j = 0; j < count; j++)
        {
            long n = panel.RaterCount[j];
            EstimateStatus own = count == 1 ? EstimateStatus.OneRater
                : status == EstimateStatus.Ok && covariance.Vanished.Contains(j) ? EstimateStatus.Disconnected : status;
            Estimate estimate = count == 1
                ? Estimate.Bare(shift, n, EstimateStatus.OneRater)
                : Estimate.Normal(severity[j] + shift, errors[j], n, own);
            Estimate shrunken = shrinkage?.Apply(severity[j], errors[j], n) ?? Estimate.None(EstimateStatus.OneRater, n);
            double fair = scale.Average(meanAbility - severity[j]);
            raters.Add(new RaterMeasure(
                panel.Raters[j], table.RaterNames[panel.Raters[j]], estimate, errorFactor / Math.Sqrt(solver.Sums.RaterInformation[j]),
                Shift(shrunken, shift), shrinkage?.Kept(errors[j]) ?? double.NaN, (panel.RaterTotal[j] + lowest[j]) / n, fair,
                fair - scale.Average(meanAbility), fit.Raters[j].ToStatistics(), ExtremeKind.None, links.RaterSet[j]));
        }

        return raters;
    }

    public void AddExtremeRaters(List<RaterMeasure> raters, int[] extremes, RatingPruning pruning, ExtremePlacement placement, double meanAbility, double shift)
    {
        if (extremes.Length == 0)
        {
            return;
        }

        var items = new List<ExtremePlacement.Item>();
        foreach (int rater in extremes)
        {
            items.Clear();
            double levels = 0;
            foreach (int row in table.ByRater.RowsOf(rater))
            {
                int n = Array.BinarySearch(panel.Candidates, table.Candidates[row]), i = Array.BinarySearch(panel.Criteria, table.Criteria[row]);
                if (n >= 0 && i >= 0)
                {
                    items.Add(new ExtremePlacement.Item(fitAbility(n), i, Category(row, i)));
                    levels += table.Levels[row];
                }
            }

            bool placed = items.Count > 0;
            (double leniency, double information) = placed ? placement.Place(items) : (double.NaN, double.NaN);
            double severity = -correction * leniency, error = errorFactor / Math.Sqrt(information), fair = placed ? scale.Average(meanAbility - severity) : double.NaN;
            raters.Add(new RaterMeasure(
                rater, table.RaterNames[rater],
                placed ? Estimate.Normal(severity + shift, error, items.Count, EstimateStatus.Extreme) : Estimate.None(EstimateStatus.Extreme),
                error, Estimate.None(EstimateStatus.Extreme, items.Count), double.NaN, levels / items.Count, fair, fair - scale.Average(meanAbility),
                default(FitSums).ToStatistics(), pruning.RaterExtreme[rater], 0));
        }

        raters.Sort((a, b) => a.Rater.CompareTo(b.Rater));

        double fitAbility(int n) => solver.Marginal is null ? _state.Ability[n] : solver.Marginal.PosteriorMean[n];
    }

    public List<CriterionMeasure> Criteria(double meanAbility)
    {
        var criteria = new List<CriterionMeasure>();
        int free = solver.FreeCount;
        for (int i = 0; i < panel.Criteria.Length; i++)
        {
            double difficulty = -correction * _layout.Easiness(i, _state.Extended);
            double variance = Quadratic(_layout.EasinessGradient(i));
            long n = fit.Criteria[i].Count;
            bool held = solver.System.Held.Any(f => f < _layout.FreeCount && _layout.EasinessGradient(i)[f] != 0);
            Estimate estimate = panel.Criteria.Length == 1 || held
                ? Estimate.Bare(difficulty, n)
                : Estimate.Normal(difficulty, errorFactor * Math.Sqrt(variance), n, status);
            double information = solver.Sums.Block[i * _layout.Stride * _layout.Stride];
            criteria.Add(new CriterionMeasure(
                panel.Criteria[i], table.CriterionNames[panel.Criteria[i]], estimate, errorFactor / Math.Sqrt(information),
                panel.LowestLevel[i] + (fit.Criteria[i].Observed / n), scale.OnCriterion(i, meanAbility), fit.Criteria[i].ToStatistics(), ExtremeKind.None));
        }

        return criteria;

        double Quadratic(double[] gradient)
        {
            double sum = 0;
            for (int f = 0; f < gradient.Length; f++)
            {
                for (int g = 0; g < gradient.Length && gradient[f] != 0; g++)
                {
                    sum += gradient[f] * gradient[g] * covariance.FreeCovariance[(f * free) + g];
                }
            }

            return Math.Max(0, sum);
        }
    }

    public void AddExtremeCriteria(List<CriterionMeasure> criteria, int subset, RatingPruning pruning, ExtremePlacement placement, double meanAbility)
    {
        foreach ((int criterion, ExtremeKind kind, int anyRater) in pruning.ExtremeCriteria)
        {
            if (pruning.SubsetOfRater[anyRater] != subset)
            {
                continue;
            }

            long n = 0;
            double levels = 0;
            foreach (int row in table.ByCriterion.RowsOf(criterion))
            {
                bool own = pruning.SubsetOfRater[table.Raters[row]] == subset;
                n += own ? 1 : 0;
                levels += own ? table.Levels[row] : 0;
            }

            Estimate difficulty = PlaceCriterion(criterion, kind, subset, pruning, placement);
            double fair = difficulty.HasValue ? scale.Average(meanAbility - difficulty.Value) : levels / n;
            criteria.Add(new CriterionMeasure(
                criterion, table.CriterionNames[criterion], difficulty, difficulty.StandardError, levels / n, fair,
                default(FitSums).ToStatistics(), kind));
        }

        criteria.Sort((a, b) => a.Criterion.CompareTo(b.Criterion));
    }

    public List<ThresholdMeasure> Thresholds()
    {
        var thresholds = new List<ThresholdMeasure>();
        bool shared = options.Scale == RaschScale.RatingScale;
        for (int i = 0; i < (shared ? 1 : panel.Criteria.Length); i++)
        {
            int last = 0;
            double before = double.NegativeInfinity, easiness = shared ? 0 : _layout.Easiness(i, _state.Extended);
            for (int k = 1; k < _layout.Stride; k++)
            {
                int at = (i * _layout.Stride) + k, gap = _layout.Gap[at];
                if (gap == 0)
                {
                    continue;
                }

                double value = -correction * ((_state.Extended[_layout.Index[at]] / gap) - easiness);
                long n = CountAt(shared ? -1 : i, k);
                Estimate estimate = StepsOf(i) == 1
                    ? Estimate.Bare(value, n)
                    : Estimate.Normal(value, errorFactor * Math.Sqrt(ThresholdVariance(i, at, gap, shared)), n, status);
                thresholds.Add(new ThresholdMeasure(
                    shared ? -1 : panel.Criteria[i], panel.LowestLevel[i] + last, panel.LowestLevel[i] + k, estimate, n, value < before));
                (last, before) = (k, value);
            }
        }

        return thresholds;
    }

    private Estimate PlaceCriterion(int criterion, ExtremeKind kind, int subset, RatingPruning pruning, ExtremePlacement placement)
    {
        if (options.Scale == RaschScale.PartialCredit || kind == ExtremeKind.NoVariation)
        {
            return Estimate.None(EstimateStatus.Extreme);
        }

        // Under the rating scale the criterion would have had the others' thresholds: place it as the first criterion, its easiness taken out.
        double first = _layout.Easiness(0, _state.Extended);
        var items = new List<ExtremePlacement.Item>();
        foreach (int row in table.ByCriterion.RowsOf(criterion))
        {
            int n = Array.BinarySearch(panel.Candidates, table.Candidates[row]), j = Array.BinarySearch(panel.Raters, table.Raters[row]);
            if (n >= 0 && j >= 0 && pruning.SubsetOfRater[table.Raters[row]] == subset)
            {
                double ability = solver.Marginal is null ? _state.Ability[n] : solver.Marginal.PosteriorMean[n];
                items.Add(new ExtremePlacement.Item(ability + _state.Leniency[j] - first, 0, Category(row, 0)));
            }
        }

        if (items.Count == 0)
        {
            return Estimate.None(EstimateStatus.Extreme);
        }

        (double easiness, double information) = placement.Place(items);
        return Estimate.Normal(-correction * easiness, errorFactor / Math.Sqrt(information), items.Count, EstimateStatus.Extreme);
    }

    private double ThresholdVariance(int criterion, int at, int gap, bool shared)
    {
        int count = _layout.FreeCount, free = solver.FreeCount;
        double[] easiness = shared ? new double[count] : _layout.EasinessGradient(criterion);
        double sum = 0;
        for (int f = 0; f < count; f++)
        {
            for (int g = 0; g < count; g++)
            {
                sum += Gradient(f) * Gradient(g) * covariance.FreeCovariance[(f * free) + g];
            }
        }

        return Math.Max(0, sum);

        double Gradient(int f) => (_layout.Map[(_layout.Index[at] * count) + f] / gap) - easiness[f];
    }

    private int StepsOf(int criterion)
    {
        int steps = 0;
        for (int k = 1; k < _layout.Stride; k++)
        {
            steps += _layout.Gap[(criterion * _layout.Stride) + k] > 0 ? 1 : 0;
        }

        return steps;
    }

    private long CountAt(int criterion, int category)
    {
        long count = 0;
        for (int i = criterion < 0 ? 0 : criterion; i < (criterion < 0 ? panel.Criteria.Length : criterion + 1); i++)
        {
            count += panel.CategoryCounts[(i * panel.Stride) + category];
        }

        return count;
    }

    private double[] LowestOfRaters()
    {
        var lowest = new double[panel.Raters.Length];
        for (int p = 0; p < panel.PairCount; p++)
        {
            for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
            {
                lowest[panel.PairRater[p]] += panel.LowestLevel[panel.Criterion[row]];
            }
        }

        return lowest;
    }

    private int Category(int row, int criterion) =>
        Math.Clamp(table.Levels[row] - panel.LowestLevel[criterion], 0, panel.CategoryCount[criterion] - 1);

    private static Estimate Shift(Estimate estimate, double shift) =>
        estimate with { Value = estimate.Value + shift, Lower = estimate.Lower + shift, Upper = estimate.Upper + shift };
}
