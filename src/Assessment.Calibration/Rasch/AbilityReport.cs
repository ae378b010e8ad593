namespace Assessment.Calibration.Rasch;

/// <summary>Abilities of one subset: estimates, errors, posteriors and their distribution, in the frame where severities have mean zero.</summary>
internal sealed class AbilityReport(
    RatingTable table, RaschOptions options, RatingPruning pruning, RaschPanel panel, RaschSolver solver, SeverityCovariance covariance, double correction, double errorFactor)
{
    private const int PosteriorNodes = 9;

    private RaschPanel? _aside;
    private double[] _variances = [];
    private double[] _posteriorMean = [];
    private double[] _posteriorVariance = [];
    private double[] _asideAbility = [];
    private double[] _asideInformation = [];
    private double[] _asidePosteriorMean = [];
    private double[] _asidePosteriorVariance = [];

    private bool IsMarginal => solver.Marginal is not null;

    /// <summary>Where residuals are taken: uncorrected maxima, or posterior means.</summary>
    public double[] Residual { get; private set; } = [];

    /// <summary>Mean ability of the candidates in the fit, as reported.</summary>
    public double Mean { get; private set; }

    public double PopulationMean { get; private set; }

    public double PopulationSd { get; private set; }

    public double Reliability { get; private set; }

    public void Find(int[] extremes, int subset, int[] localRater, ExtremePlacement placement, CancellationToken cancellation)
    {
        if (solver.Marginal is MarginalPass marginal)
        {
            (Residual, _posteriorMean, _posteriorVariance) = (marginal.PosteriorMean, marginal.PosteriorMean, marginal.PosteriorVariance);
            (PopulationMean, PopulationSd) = (solver.State.Mean, Math.Exp(solver.State.LogSd));
            Mean = PopulationMean;
        }
        else
        {
            var errors = new AbilityErrors(panel, solver, covariance);
            errors.Run();
            (_variances, Residual) = (errors.Variances, solver.State.Ability);
            Mean = correction * Residual.Average();
            if (extremes.Length > 0)
            {
                for (int j = 0; j < panel.Raters.Length; j++)
                {
                    localRater[panel.Raters[j]] = j;
                }

                _aside = panel.BuildAside(table, pruning, subset, extremes, localRater);
                (_asideAbility, _asideInformation) = placement.PlaceCandidates(_aside);
            }

            FindPosteriors(cancellation);
        }

        double mean = _posteriorMean.Concat(_asidePosteriorMean).Average();
        double between = _posteriorMean.Concat(_asidePosteriorMean).Average(m => (m - mean) * (m - mean));
        Reliability = between / (between + _posteriorVariance.Concat(_asidePosteriorVariance).Average());
    }

    public CandidateMeasures.Columns ToColumns(FitStatistics[] fit, double shift)
    {
        int extremes = _aside?.Candidates.Length ?? 0;
        var columns = new CandidateMeasures.Columns(panel.Candidates.Length + extremes, IsMarginal);
        int from = 0, aside = 0;
        for (int at = 0; at < columns.Count; at++)
        {
            bool extreme = from == panel.Candidates.Length || (aside < extremes && _aside!.Candidates[aside] < panel.Candidates[from]);
            if (extreme)
            {
                double error = errorFactor / Math.Sqrt(_asideInformation[aside]);
                Set(columns, at, _aside!, aside, correction * _asideAbility[aside], error, error, shift);
                (columns.Posterior[at], columns.PosteriorVariance[at]) = (_asidePosteriorMean[aside] + shift, _asidePosteriorVariance[aside]);
                columns.Extreme[at] = pruning.CandidateExtreme[_aside!.Candidates[aside]];
                columns.Fit[at] = default(FitSums).ToStatistics();
                aside++;
                continue;
            }

            double ability = IsMarginal ? _posteriorMean[from] : correction * Residual[from];
            double standardError = Math.Sqrt(IsMarginal ? _posteriorVariance[from] : errorFactor * errorFactor * _variances[from]);
            double information = IsMarginal ? double.NaN : errorFactor / Math.Sqrt(solver.AbilityInformation[from]);
            Set(columns, at, panel, from, ability, standardError, information, shift);
            (columns.Posterior[at], columns.PosteriorVariance[at]) = (_posteriorMean[from] + shift, _posteriorVariance[from]);
            columns.Extreme[at] = IsMarginal ? ExtremeOf(from) : ExtremeKind.None;
            columns.Fit[at] = fit[from];
            from++;
        }

        return columns;
    }

    private void FindPosteriors(CancellationToken cancellation)
    {
        var rule = new GaussHermite(Math.Min(PosteriorNodes, options.QuadratureNodes));
        var posterior = new PosteriorPass(panel, panel.Stride, rule);
        RaschState state = Corrected(panel, Residual);
        var aside = _aside is null ? null : new PosteriorPass(_aside, panel.Stride, rule);
        RaschState? asideState = _aside is null ? null : Corrected(_aside, _asideAbility);
        double variance = Residual.Average(a => ((correction * a) - Mean) * ((correction * a) - Mean))
            - (errorFactor * errorFactor * _variances.Where(double.IsFinite).DefaultIfEmpty(0).Average());
        (state.Mean, state.LogSd) = (Mean, 0.5 * Math.Log(Math.Max(variance, 0.01)));

        // Moments start, and one step of EM brings in the extreme candidates.
        for (int round = 0; round < 2; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            posterior.Run(state);
            if (asideState is not null)
            {
                (asideState.Mean, asideState.LogSd) = (state.Mean, state.LogSd);
                aside!.Run(asideState);
            }

            (_posteriorMean, _posteriorVariance) = (posterior.Mean, posterior.Variance);
            (_asidePosteriorMean, _asidePosteriorVariance) = (aside?.Mean ?? [], aside?.Variance ?? []);
            (PopulationMean, PopulationSd) = (state.Mean, Math.Exp(state.LogSd));
            double mean = _posteriorMean.Concat(_asidePosteriorMean).Average();
            double second = _posteriorMean.Concat(_asidePosteriorMean).Average(m => (m - mean) * (m - mean))
                + _posteriorVariance.Concat(_asidePosteriorVariance).Average();
            (state.Mean, state.LogSd) = (mean, 0.5 * Math.Log(Math.Max(second, 1e-4)));
        }
    }

    private RaschState Corrected(RaschPanel of, double[] ability)
    {
        var state = new RaschState(solver.Layout, of.Candidates.Length, of.Raters.Length);
        for (int n = 0; n < ability.Length; n++)
        {
            state.Ability[n] = correction * ability[n];
        }

        for (int j = 0; j < state.Leniency.Length; j++)
        {
            state.Leniency[j] = correction * solver.State.Leniency[j];
        }

        for (int f = 0; f < state.Free.Length; f++)
        {
            state.Free[f] = correction * solver.State.Free[f];
        }

        state.Refresh();
        return state;
    }

    private static void Set(CandidateMeasures.Columns columns, int at, RaschPanel of, int n, double ability, double error, double information, double shift)
    {
        int first = of.RowStarts[of.PairStarts[n]], end = of.RowStarts[of.PairStarts[n + 1]];
        double levels = of.CandidateTotal[n];
        for (int row = first; row < end; row++)
        {
            levels += of.LowestLevel[of.Criterion[row]];
        }

        columns.Candidate[at] = of.Candidates[n];
        columns.Ratings[at] = end - first;
        columns.Observed[at] = levels / (end - first);
        columns.Ability[at] = ability + shift;
        columns.Error[at] = error;
        columns.InformationError[at] = information;
    }

    private ExtremeKind ExtremeOf(int n)
    {
        long maximum = 0;
        for (int row = panel.RowStarts[panel.PairStarts[n]]; row < panel.RowStarts[panel.PairStarts[n + 1]]; row++)
        {
            maximum += panel.CategoryCount[panel.Criterion[row]] - 1;
        }

        return panel.CandidateTotal[n] == 0 ? ExtremeKind.Lowest : panel.CandidateTotal[n] == maximum ? ExtremeKind.Highest : ExtremeKind.None;
    }
}
