using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>Penicillin: 24 plates (candidates) × 6 samples (raters), diameters in mm.</summary>
internal sealed class P12Penicillin : IReferenceSet
{
    private const string Diameters = """
        27 23 26 23 23 21
        27 23 26 23 23 21
        25 21 25 24 24 20
        26 23 25 23 23 20
        25 22 26 22 23 20
        24 22 25 23 22 19
        24 20 23 21 22 19
        26 22 26 24 24 21
        24 21 24 22 22 20
        24 21 24 23 22 19
        26 23 26 24 24 21
        25 22 26 24 24 20
        26 24 26 24 25 22
        26 23 26 23 23 20
        26 23 25 24 24 22
        25 22 25 23 23 20
        25 21 24 23 23 20
        25 22 24 23 23 19
        24 21 23 21 21 19
        26 23 26 24 24 21
        25 21 24 22 22 18
        25 22 25 22 22 20
        24 21 24 22 24 19
        24 21 24 22 21 18
        """;

    private static readonly double[] Samples = [2.1870584, -1.0104764, 1.9378998, -0.096894992, -0.013842142, -3.0037448];

    public string Id => "p12_penicillin_crossed_reml";

    public string Source => "Davies and Goldsmith (1972); Bates (2010), lme4: Mixed-effects modeling with R, section 2.1; lme4";

    public bool IsExternal => false;

    public static RatingTable Table() => Tables.Grid(Diameters);

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        MixedModelFit fit = Reml.Fit(Table());
        double Deviation(VarianceTerm term) => Math.Sqrt(fit.Components[term].Value);
        yield return new("sd plate", 0.8467, 1e-4, Deviation(VarianceTerm.Candidate));
        yield return new("sd plate (lme4)", 0.84670251, 1e-5, Deviation(VarianceTerm.Candidate));
        yield return new("sd sample", 1.9316, 1e-4, Deviation(VarianceTerm.Rater));
        yield return new("sd sample (lme4)", 1.9316138, 1e-4, Deviation(VarianceTerm.Rater));
        yield return new("sd residual", 0.5499, 1e-4, Deviation(VarianceTerm.Residual));
        yield return new("sd residual (lme4)", 0.54992268, 1e-6, Deviation(VarianceTerm.Residual));
        yield return new("intercept", 22.9722, 1e-4, fit.Mean.Value);
        yield return new("intercept (lme4)", 22.972222, 1e-6, fit.Mean.Value);
        yield return new("REML criterion", 330.9, 0.06, fit.RemlCriterion);
        yield return new("REML criterion (lme4)", 330.86059, 1e-5, fit.RemlCriterion);
        for (int sample = 0; sample < 6; sample++)
        {
            yield return new($"BLUP sample {(char)('A' + sample)}", Samples[sample], 1e-4, fit.RaterPrediction(VarianceTerm.Rater, sample).Value);
        }

        yield return new(
            "conditional SD of BLUP sample A", 0.20217069, 1e-4, fit.RaterPrediction(VarianceTerm.Rater, 0).ConditionalStandardError);
    }
}
