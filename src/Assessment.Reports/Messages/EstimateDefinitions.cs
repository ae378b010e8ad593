namespace Assessment.Reports;

/// <summary>What the message's estimates in rows are; said once, so that a million rows need not repeat it.</summary>
internal static class EstimateDefinitions
{
    /// <param name="unit">Of severities and abilities.</param>
    public static IEnumerable<V1.EstimateDefinition> All(string unit)
    {
        const string Tested = "; Benjamini-Hochberg over all tests of interviewers";
        return
        [
            Of("severity", "Severity", "raw, positive is severe", "the component's method and error method; normal interval", unit),
            Of("shrunken", "Severity", "empirical Bayes", "Paule-Mandel variance between interviewers; posterior standard deviation", unit),
            Of("point_measure", "Point-measure correlation", "the interviewer's levels with the posterior means of the candidates' abilities", "Fisher z interval", "correlation"),
            Of("fit", "Residual fit", "infit and outfit mean squares; Z by Wilson-Hilferty, not capped", "Wright and Masters (1982)", "mean square"),
            Of("ability", "Candidate ability", "maximum likelihood (joint) or posterior mean (marginal)", "the component's method; normal interval", unit),
            Of("posterior", "Candidate ability", "posterior mean, EAP", "normal prior fitted to the component", unit),
            Of("fair_score", "Fair score", "expected level from an interviewer of mean severity, over the component's criteria, at the EAP", "delta method; the interval maps the posterior's", "scale points"),
            Of("fair_average", "Fair average", "expected level at the raw measure, as FACETS", "the component's method", "scale points"),
            Of("difficulty", "Criterion difficulty", "many-facet Rasch, mean zero", "the component's method; Schur complement", "logits"),
            Of("threshold", "Threshold", "Rasch-Andrich, relative to the criterion's difficulty", "the component's method; Schur complement", "logits"),
            Of("central_tendency", "Central tendency", "share of middle levels beyond the model's, one-sided test", "clustered by candidate" + Tested, "share"),
            Of("range_restriction", "Range restriction", "log variance of candidates' means over the model's, median taken off, one-sided test", "jackknife over candidates" + Tested, "log ratio"),
            Of("halo", "Halo", "candidate x interviewer variance beyond the interviewers' median, one-sided test", "t over candidates, skewness taken out (Hall 1992)" + Tested, "squared scale points"),
            Of("drift", "Drift", "linear change of leniency per period, unshrunken, two-sided test", "weighted regression, t" + Tested, "scale points a period"),
            Of("shrunken_drift", "Drift", "random slope, beyond the common trend", "best linear unbiased prediction, REML", "scale points a period"),
            Of("cusum", "CUSUM", "two-sided, self-starting, maximum of both sides", "independent t deviates made normal (Hawkins 1987); the limit is that of a flag" + Tested, "standard errors"),
            Of("bias", "Bias", "positive is lenient to the element", "against the interviewer's other cells, biased ones taken out; Benjamini-Hochberg over cells, and a false sign rate of .2 at most", "logits"),
            Of("shrunken_bias", "Bias", "empirical Bayes about zero", "two groups: none, and normal about zero", "logits"),
            Of("held_shift", "Bias", "all else held, as FACETS", "maximum likelihood by cell", "logits"),
        ];
    }

    private static V1.EstimateDefinition Of(string field, string name, string variant, string method, string unit) => new()
    {
        Field = field,
        Name = name,
        Variant = variant,
        Method = method,
        Unit = unit,
    };
}
