using Assessment.Calibration.Variance;
using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Raters;

/// <summary>Central tendency, range restriction, halo and drift of every rater, with false discoveries controlled over raters.</summary>
/// <remarks>
/// The notions are Saal, Downey and Lahey's (1980), Psychological Bulletin 88, 413–428. A rater's ratings of a candidate are set
/// against the candidate's prediction from the <em>other</em> raters, by the mixed model candidate + rater + criterion + candidate × rater
/// (+ trend and drift over periods); severity is taken out first. Tests are per rater; q-values by
/// <see cref="BenjaminiHochberg"/> over the raters that have enough ratings.
/// </remarks>
public static class RaterAnalysis
{
    /// <summary>Analyses every rater of a table.</summary>
    /// <param name="table">Ratings; drift and CUSUM need periods.</param>
    /// <param name="options">Policy; null for the defaults.</param>
    /// <param name="cancellation">Looked at before each pass over the ratings.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RaterReport Of(RatingTable table, RaterOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new RaterOptions();
        List<VarianceTerm> terms = [VarianceTerm.Candidate, VarianceTerm.Rater, VarianceTerm.Criterion, VarianceTerm.CandidateRater];
        if (table.PeriodCount > 1)
        {
            terms.Add(VarianceTerm.RaterDrift);
        }

        MixedModelFit fit = Reml.Fit(table, new VarianceModel(terms), cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        var cells = new RaterCells(table, fit);
        return new RaterReport(Profiles(table, fit, cells, options), fit);
    }

    private static RaterProfile[] Profiles(RatingTable table, MixedModelFit fit, RaterCells cells, RaterOptions options)
    {
        int raters = table.RaterCount;
        RawSignal[] Signals(Func<int, RawSignal> test)
        {
            var signals = new RawSignal[raters];
            Parallel.For(0, raters, r => signals[r] =
                cells.Of(r).Count < options.MinimumCandidates || table.ByRater.RowsOf(r).Length < options.MinimumRatings
                    ? RawSignal.None(cells.Of(r).Count == 0 ? EstimateStatus.Empty : EstimateStatus.Suppressed, cells.Of(r).Count)
                    : test(r));
            return signals;
        }

        RaterSignal[] Adjust(RawSignal[] signals)
        {
            double[] q = BenjaminiHochberg.Adjust(signals.Select(s => s.PValue).ToArray());
            return [.. signals.Select((s, r) => s.Adjusted(q[r], options.FalseDiscoveryRate))];
        }

        RaterSignal[] central = Adjust(MiddleUse.Signals(table, cells, Signals));
        RaterSignal[] range = Adjust(Centred(Signals(r => RaterTests.RangeRestriction(
            cells.Of(r), cells.CandidateVariance, cells.ImpressionVariance, cells.ResidualVariance))));
        RaterSignal[] halo = Adjust(Signals(r => RaterTests.Halo(cells.Of(r), cells.ImpressionVariance)));
        RaterSignal[] drift = Adjust(Signals(r => RaterTests.Drift(cells.Of(r))));
        CusumChart[] cusum = Charts(cells, options, Signals, Adjust);
        return [.. Enumerable.Range(0, raters).Select(r => new RaterProfile(
            r, table.ByRater.RowsOf(r).Length, cells.Of(r).Count, MiddleUse.ScaleUseOf(table, r),
            central[r], range[r], halo[r], drift[r], fit.RaterPrediction(VarianceTerm.RaterDrift, r), cusum[r]))];
    }

    /// <summary>
    /// Takes the raters' median off, so that a model whose expected variance is wrong for everybody (ends of the scale, unmodelled
    /// interactions) flags nobody.
    /// </summary>
    private static RawSignal[] Centred(RawSignal[] signals)
    {
        double[] values = [.. signals.Where(s => !double.IsNaN(s.Value)).Select(s => s.Value).Order()];
        double median = values.Length == 0 ? 0 : (values[values.Length / 2] + values[(values.Length - 1) / 2]) / 2;
        return [.. signals.Select(s => double.IsNaN(s.Value) ? s : s with
        {
            Value = s.Value - median,
            Statistic = (s.Value - median) / s.StandardError,
            PValue = StudentT.CDF(0, 1, Math.Max(1, s.N - 1), (s.Value - median) / s.StandardError),
        })];
    }

    private static CusumChart[] Charts(
        RaterCells cells, RaterOptions options, Func<Func<int, RawSignal>, RawSignal[]> signals, Func<RawSignal[], RaterSignal[]> adjust)
    {
        var paths = new Dictionary<int, CusumPath>();
        RawSignal[] eligible = signals(r =>
        {
            CusumPath? path = CusumBuilder.Path(cells.Of(r), options.CusumAllowance);
            if (path is null)
            {
                return RawSignal.None(EstimateStatus.TooFew, cells.Of(r).Count);
            }

            lock (paths)
            {
                paths.Add(r, path);
            }

            return new RawSignal(path.Maximum, double.NaN, path.Maximum, double.NaN, cells.Of(r).Count, EstimateStatus.Ok);
        });
        int longest = paths.Values.Select(p => p.Deviations.Count).DefaultIfEmpty(0).Max();
        CusumLaw? law = longest == 0 ? null : new CusumLaw(options.CusumAllowance, longest);
        RawSignal[] tested = [.. eligible.Select((s, r) =>
            paths.TryGetValue(r, out CusumPath? path) ? s with { PValue = law!.Chance(path.Maximum, path.Deviations.Count) } : s)];
        RaterSignal[] adjusted = adjust(tested);
        return [.. adjusted.Select((signal, r) => paths.TryGetValue(r, out CusumPath? path)
            ? CusumBuilder.Chart(path, law!, signal)
            : new CusumChart([], [], [], [], double.NaN, -1, signal))];
    }
}
