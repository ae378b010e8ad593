using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Report;

/// <summary>Severities by the many-facet Rasch model, with the policy applied.</summary>
internal static class RaschSeverities
{
    public static SeverityReport Of(RatingTable table, DesignHealth design, CalibrationOptions options, CancellationToken cancellation)
    {
        RaschFit fit = ManyFacetRasch.Fit(table, new RaschOptions
        {
            Scale = options.Scale,
            Seed = options.Seed,
            Method = options.Method switch
            {
                CalibrationMethod.Joint => RaschMethod.CorrectedJoint,
                CalibrationMethod.Marginal => RaschMethod.Marginal,
                _ => RaschMethod.Automatic,
            },
        }, cancellation);
        cancellation.ThrowIfCancellationRequested();
        Estimate[] pointMeasure = PointMeasures.Of(table, fit, options);
        var measured = fit.Components.Where(component => component.HasMeasures).ToArray();
        double opportunities = measured.Sum(component => component.AgreementOpportunities);
        double expected = measured.Sum(component => component.ExpectedExactAgreements) / opportunities;
        return new SeverityReport(
            "logits", [.. fit.Components.Select(component => Section(table, component, design, pointMeasure, options))],
            fit.UnplacedRaters, fit.UnplacedCandidates,
            new Statistic(
                "Expected exact agreement", "share of pairs of ratings of one candidate on one criterion", "many-facet Rasch model",
                double.IsFinite(expected) ? Estimate.Bare(expected, (long)opportunities) : Estimate.None(EstimateStatus.NotEstimated)),
            fit.Reason);
    }

    private static SeverityComponent Section(
        RatingTable table, RaschComponent component, DesignHealth design, Estimate[] pointMeasure, CalibrationOptions options)
    {
        int number = component.Raters.Count > 0 ? design.ComponentOfRater[component.Raters[0].Rater]
            : component.Candidates is { Count: > 0 } some ? design.ComponentOfCandidate[some[0].Candidate] : -1;
        CandidateMeasures? candidates = component.HasMeasures ? component.Candidates : null;
        return new SeverityComponent(
            number, component.Index, options.Cut,
            () => candidates is null ? [] : candidates.Select(measure => Score(measure, options)), candidates?.Count ?? 0)
        {
            Model = component,
            Method = component.Method,
            ErrorMethod = component.ErrorMethod,
            Status = component.Status.ToString(),
            Reason = component.Reason,
            Raters = [.. component.Raters.Select(rater => RaterSeverity.Of(rater, design.Links[rater.Rater], pointMeasure[rater.Rater], options))],
        };
    }

    private static CandidateFairScore Score(CandidateMeasure measure, CalibrationOptions options)
    {
        EstimateStatus fit = RaterSeverity.FitStatusOf(measure.Fit, options);
        return new CandidateFairScore(
            measure.Candidate, measure.Name, measure.ObservedAverage, measure.Ability, measure.Posterior, measure.FairScore, measure.FairAverage,
            fit == EstimateStatus.Ok ? measure.Fit : RaterSeverity.NoFit with { N = measure.Fit.N }, fit, measure.Extreme, false, null);
    }
}

/// <summary>Point-measure correlations: a rater's levels against the measures of the candidates rated, in one pass.</summary>
/// <remarks>Near 0 or negative: the rater orders candidates otherwise than everybody else, or uses the scale the wrong way round.</remarks>
internal static class PointMeasures
{
    public static Estimate[] Of(RatingTable table, RaschFit fit, CalibrationOptions options)
    {
        var ability = new double[table.CandidateCount];
        ability.AsSpan().Fill(double.NaN);
        foreach (CandidateMeasures candidates in fit.Components.Where(c => c.HasMeasures).Select(c => c.Candidates).OfType<CandidateMeasures>())
        {
            foreach (CandidateMeasure candidate in candidates)
            {
                ability[candidate.Candidate] = candidate.Posterior.Value;
            }
        }

        var sums = new Sums[table.RaterCount];
        ReadOnlySpan<int> candidateOf = table.Candidates, raterOf = table.Raters;
        for (int row = 0; row < candidateOf.Length; row++)
        {
            double x = ability[candidateOf[row]];
            if (double.IsFinite(x))
            {
                sums[raterOf[row]].Add(x, table.Levels[row]);
            }
        }

        return [.. sums.Select(s => s.Count < options.MinimumFitRatings
            ? Estimate.None(s.Count == 0 ? EstimateStatus.NotEstimated : EstimateStatus.Suppressed, s.Count) : s.Correlation())];
    }

    private struct Sums
    {
        private double _x;
        private double _y;
        private double _xx;
        private double _yy;
        private double _xy;

        public long Count { get; private set; }

        public void Add(double x, double y)
        {
            // Welford's update, as plain sums of squares lose digits where a rater's candidates are alike.
            Count++;
            double fromX = x - _x, fromY = y - _y;
            _x += fromX / Count;
            _y += fromY / Count;
            _xx += fromX * (x - _x);
            _yy += fromY * (y - _y);
            _xy += fromX * (y - _y);
        }

        public readonly Estimate Correlation()
        {
            double spread = Math.Sqrt(_xx * _yy);
            if (Count < 4 || !(spread > 1e-12))
            {
                return Estimate.None(Count < 4 ? EstimateStatus.TooFew : EstimateStatus.NoVariation, Count);
            }

            double r = Math.Clamp(_xy / spread, -1, 1), z = Math.Atanh(r), half = Estimate.Z975 / Math.Sqrt(Count - 3);
            return new Estimate(
                r, (1 - (r * r)) / Math.Sqrt(Count - 1), Math.Tanh(z - half), Math.Tanh(z + half), Count,
                Math.Abs(r) == 1 ? EstimateStatus.Boundary : EstimateStatus.Ok);
        }
    }
}
