using System.Globalization;
using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>Conference papers × reviewers, sparse, one score each; the data stay outside the repository.</summary>
internal sealed class P13Kuhlisch2016 : IReferenceSet
{
    public string Id => "p13_kuhlisch_2016_reviews";

    public string Source => "Kuhlisch et al. (2016), by way of R package immer; values by lme4::lmer";

    public bool IsExternal => true;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = ReferenceCheck.Ratings(folder!);
        MixedModelFit fit = Reml.Fit(table);
        foreach (ExpectedStatistic expected in ReferenceCheck.Expected(folder!))
        {
            yield return new(expected.Name, expected.Expected, expected.Tolerance, ActualOf(expected.Name, table, fit));
        }
    }

    private static double ActualOf(string name, RatingTable table, MixedModelFit fit)
    {
        switch (name)
        {
            case "variance candidate":
                return fit.Components[VarianceTerm.Candidate].Value;
            case "variance rater":
                return fit.Components[VarianceTerm.Rater].Value;
            case "variance residual":
                return fit.Components[VarianceTerm.Residual].Value;
            case "intercept":
                return fit.Mean.Value;
            case "logREML":
                return fit.LogLikelihood;
            default:
                string rater = name[(name.LastIndexOf(' ') + 1)..];
                int index = table.RaterNames.ToList().IndexOf(int.Parse(rater, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
                Prediction prediction = fit.RaterPrediction(VarianceTerm.Rater, index);
                return name.StartsWith("BLUP cond SD", StringComparison.Ordinal) ? prediction.ConditionalStandardError : prediction.Value;
        }
    }
}
