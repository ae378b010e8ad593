namespace Assessment.Cli.Calibration;

/// <summary>What the report's row-wise estimates are; said once, so that a million rows need not repeat it.</summary>
/// <param name="Key">The property that rows carry.</param>
/// <param name="Name">The statistic.</param>
/// <param name="Variant">Which of its variants.</param>
/// <param name="Method">How value and uncertainty are found; where a component names its own method, that one.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Definition(string Key, string Name, string Variant, string Method, string Unit)
{
    public static IReadOnlyList<Definition> All(string unit) =>
    [
        new("severity", "Rater severity", "raw, positive is severe", "the component's method and errorMethod; normal interval", unit),
        new("shrunken", "Rater severity", "empirical Bayes", "Paule-Mandel variance between raters; posterior standard deviation", unit),
        new("pointMeasure", "Point-measure correlation", "rater's levels with the posterior means of the candidates' abilities", "Fisher z interval", "correlation"),
        new("fit", "Residual fit", "infit and outfit mean squares; Z by Wilson-Hilferty, not capped", "Wright and Masters (1982)", "mean square"),
        new("ability", "Candidate ability", "maximum likelihood (joint) or posterior mean (marginal)", "the component's method; normal interval", unit),
        new("posterior", "Candidate ability", "posterior mean, EAP", "normal prior fitted to the component", unit),
        new("fairScore", "Fair score", "expected level from a rater of mean severity, over the component's criteria, at the EAP", "delta method; the interval maps the posterior's", "scale points"),
        new("fairAverage", "Fair average", "expected level at the raw measure, as FACETS", "the component's method", "scale points"),
        new("difficultyLogits", "Criterion difficulty", "many-facet Rasch, mean zero", "the component's method; Schur complement", "logits"),
        new("threshold", "Threshold", "Rasch-Andrich, relative to the criterion's difficulty", "the component's method; Schur complement", "logits"),
        new("centralTendency", "Central tendency", "share of middle levels beyond the model's, one-sided test", "clustered by candidate; Benjamini-Hochberg over all tests of raters", "share"),
        new("rangeRestriction", "Range restriction", "log variance of candidates' means over the model's, median taken off, one-sided test", "jackknife over candidates; Benjamini-Hochberg over all tests of raters", "log ratio"),
        new("halo", "Halo", "candidate x rater variance beyond the raters' median, one-sided test", "t over candidates, skewness taken out (Hall 1992); Benjamini-Hochberg over all tests of raters", "squared scale points"),
        new("drift", "Drift", "linear change of leniency per period, unshrunken, two-sided test", "weighted regression, t; Benjamini-Hochberg over all tests of raters", "scale points a period"),
        new("shrunkenDrift", "Drift", "random slope, beyond the common trend", "best linear unbiased prediction, REML", "scale points a period"),
        new("cusum", "CUSUM", "two-sided, self-starting, maximum of both sides", "independent t deviates made normal (Hawkins 1987); the limit is that of a flag; Benjamini-Hochberg over all tests of raters", "standard errors"),
        new("bias", "Rater bias", "positive is lenient to the element", "against the rater's other cells, biased ones taken out; Benjamini-Hochberg over cells, and a false sign rate of .2 at most", "logits"),
        new("shrunkenBias", "Rater bias", "empirical Bayes about zero", "two groups: none, and normal about zero", "logits"),
        new("heldShift", "Rater bias", "all else held, as FACETS", "maximum likelihood by cell", "logits"),
    ];
}
