using System.Globalization;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>135 candidates, 7 raters, 5 criteria, sparse: data of a GPL package, which stay outside.</summary>
internal sealed class P10Ratings1 : IReferenceSet
{
    public string Id => "p10_sirt_ratings1";

    public string Source => "TAM 4.3-25 tam.mml.mfr and sirt 4.1-15 rm.facets (marginal), an independent exact JML and mfrmr 0.2.2 (joint)";

    public bool IsExternal => true;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = ReferenceCheck.Ratings(folder!);
        RaschComponent scale = Fit(table, RaschMethod.Marginal, RaschScale.RatingScale);
        RaschComponent credit = Fit(table, RaschMethod.Marginal, RaschScale.PartialCredit);
        RaschComponent joint = Fit(table, RaschMethod.Joint, RaschScale.RatingScale);
        foreach (ExpectedStatistic expected in ReferenceCheck.Expected(folder!))
        {
            string[] words = expected.Name.Split(' ');
            RaschComponent component = words[0] == "JML" ? joint : words[1] == "PCM" ? credit : scale;
            yield return new ReferenceValue(expected.Name, expected.Expected, expected.Tolerance, ValueOf(component, [.. words.SkipWhile(w => w is "JML" or "MML" or "RSM" or "PCM")]));
        }
    }

    private static RaschComponent Fit(RatingTable table, RaschMethod method, RaschScale scale) =>
        ManyFacetRasch.Fit(table, new RaschOptions { Method = method, Scale = scale }).Components.Single();

    private static double ValueOf(RaschComponent component, string[] words) => words[0] switch
    {
        "deviance" => -2 * component.LogLikelihood,
        "log-likelihood" => component.LogLikelihood,
        "theta" => component.AbilityStandardDeviation * component.AbilityStandardDeviation,
        "EAP" => component.PosteriorReliability,
        "severity" => Rater(component, words[1]).Severity.Value,
        "item" => component.Criteria.Single(c => c.Name == words[1]).Difficulty.Value - component.AbilityMean,
        "ratings" => component.RatingCount,
        "rater" when words[1] == "separation" => component.RaterInformationSeparation.Separation,
        "rater" when words[1] == "fixed" => component.RaterInformationSeparation.ChiSquare,
        "rater" => Of(Rater(component, words[1]), words[2]),
        "criterion" when words[2] == "se" => component.Criteria.Single(c => c.Name == words[1]).InformationError,
        "criterion" => component.Criteria.Single(c => c.Name == words[1]).Difficulty.Value,
        _ when words[0].StartsWith("step", StringComparison.Ordinal) => Threshold(component, words[0]["step".Length..]),
        _ when words[0].StartsWith("tau", StringComparison.Ordinal) => Threshold(component, words[0]["tau".Length..]),
        _ => double.NaN,
    };

    private static double Threshold(RaschComponent component, string number) =>
        component.Thresholds[int.Parse(number, CultureInfo.InvariantCulture) - 1].Value.Value;

    private static RaterMeasure Rater(RaschComponent component, string name) => component.Raters.Single(r => r.Name == name);

    private static double Of(RaterMeasure rater, string what) => what switch
    {
        "severity" => rater.Severity.Value,
        "se" => rater.InformationError,
        "infit" => rater.Fit.Infit,
        _ => rater.Fit.Outfit,
    };
}
