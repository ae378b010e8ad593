using System.Collections.Concurrent;
using Assessment.Calibration.Variance;
using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Raters;

/// <summary>Central tendency, range restriction, halo and drift of every rater, with false discoveries controlled over raters.</summary>
/// <remarks>
/// The notions are Saal, Downey and Lahey's (1980), Psychological Bulletin 88, 413–428. A rater's ratings of a candidate are set
/// against the candidate's prediction from the <em>other</em> raters, by the mixed model candidate + rater + criterion + candidate × rater
/// (+ trend and drift over periods); severity is taken out first. Tests are per rater; q-values by
/// <see cref="BenjaminiHochberg"/> over all five tests of all raters that have enough ratings, so that a table in which there is nothing
/// to find raises any alarm at all with at most the chance <see cref="RaterOptions.FalseDiscoveryRate"/>.
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

        MixedModelFit fit = Reml.Fit(table, new VarianceModel(terms), new RemlOptions { Seed = options.Seed }, cancellation);
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

        Dictionary<int, CusumPath> paths = [];
        RawSignal[][] kinds =
        [
            MiddleUse.Signals(table, cells, Signals),
            Centred(Signals(r => RaterTests.RangeRestriction(cells.Of(r), cells.CandidateVariance, cells.ImpressionVariance, cells.ResidualVariance))),
            Halos(cells, Signals),
            Signals(r => RaterTests.Drift(cells.Of(r))),
            Cusums(cells, options.CusumAllowance, Signals, paths, out CusumLaw? law),
        ];
        var family = new SignalFamily(kinds, options.FalseDiscoveryRate);
        CusumChart Chart(int r, RaterSignal signal) => paths.TryGetValue(r, out CusumPath? path)
            ? CusumBuilder.Chart(path, law!, family.CriticalChance, signal)
            : new CusumChart([], [], [], [], double.NaN, -1, signal);
        return [.. Enumerable.Range(0, raters).Select(r => new RaterProfile(
            r, table.ByRater.RowsOf(r).Length, cells.Of(r).Count, MiddleUse.ScaleUseOf(table, r), family.Of(0, r), family.Of(1, r),
            family.Of(2, r), family.Of(3, r), fit.RaterPrediction(VarianceTerm.RaterDrift, r), Chart(r, family.Of(4, r))))];
    }

    /// <summary>
    /// Takes the raters' median off, so that a model whose expected variance is wrong for everybody (ends of the scale, unmodelled
    /// interactions) flags nobody.
    /// </summary>
    private static RawSignal[] Centred(RawSignal[] signals)
    {
        double median = Median(signals);
        return [.. signals.Select(s => double.IsNaN(s.Value) ? s : s with
        {
            Value = s.Value - median,
            Statistic = (s.Value - median) / s.StandardError,
            PValue = StudentT.CDF(0, 1, Math.Max(1, s.N - 1), (s.Value - median) / s.StandardError),
        })];
    }

    /// <summary>Of the values that exist; 0 without any.</summary>
    private static double Median(RawSignal[] signals)
    {
        double[] values = [.. signals.Where(s => !double.IsNaN(s.Value)).Select(s => s.Value).Order()];
        return values.Length == 0 ? 0 : (values[values.Length / 2] + values[(values.Length - 1) / 2]) / 2;
    }

    private static RawSignal[] Halos(RaterCells cells, Func<Func<int, RawSignal>, RawSignal[]> signals)
    {
        var terms = new ConcurrentDictionary<int, double[]>();
        RawSignal[] eligible = signals(r =>
        {
            if (RaterTests.ImpressionTerms(cells.Of(r)) is not double[] own)
            {
                return RawSignal.None(EstimateStatus.TooFew, cells.Of(r).Count(c => c.Count > 1));
            }

            terms[r] = own;
            return new RawSignal(own.Average(), double.NaN, double.NaN, double.NaN, own.Length, EstimateStatus.Ok);
        });
        double median = Median(eligible);
        return signals(r => terms.TryGetValue(r, out double[]? own) ? RaterTests.Halo(own, median) : eligible[r]);
    }

    private static RawSignal[] Cusums(
        RaterCells cells, double allowance, Func<Func<int, RawSignal>, RawSignal[]> signals, Dictionary<int, CusumPath> paths, out CusumLaw? law)
    {
        RawSignal[] eligible = signals(r =>
        {
            CusumPath? path = CusumBuilder.Path(cells.Of(r), allowance);
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
        CusumLaw? common = law = longest == 0 ? null : new CusumLaw(allowance, longest);
        return [.. eligible.Select((s, r) =>
            paths.TryGetValue(r, out CusumPath? path) ? s with { PValue = common!.Chance(path.Maximum, path.Deviations.Count) } : s)];
    }
}
