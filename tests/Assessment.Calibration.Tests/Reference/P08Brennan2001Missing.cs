using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>Twelve persons × six items with missing cells, items read as raters.</summary>
internal sealed class P08Brennan2001Missing : IReferenceSet
{
    private const string Scores = """
        1 1 1 1 0 1
        1 0 1 1 1 1
        . 1 1 1 0 0
        0 . . 1 0 1
        1 . 0 1 0 .
        1 1 1 1 0 1
        0 . 1 . 0 0
        0 . 1 1 1 1
        1 1 0 1 . 0
        . 0 0 0 . 0
        1 1 1 1 1 1
        . 0 . 0 0 1
        """;

    public string Id => "p08_brennan_2001_missing_pxi";

    public string Source => "Brennan (2001), Generalizability Theory, ch. 7 (data after Huynh 1977); REML by lme4";

    public bool IsExternal => false;

    public static RatingTable Table() => Tables.Grid(Scores);

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        HendersonOne henderson = HendersonOne.Estimate(Table());
        VarianceComponents reml = Reml.Fit(Table()).Components;
        yield return new("T(p)", 27.8, 1e-3, henderson.SumOfSquares(VarianceTerm.Candidate));
        yield return new("T(i)", 24.7432, 2e-4, henderson.SumOfSquares(VarianceTerm.Rater));
        yield return new("T(i) (R)", 24.743182, 1e-6, henderson.SumOfSquares(VarianceTerm.Rater));
        yield return new("T(pi)", 37, 0, henderson.SumOfSquares(VarianceTerm.Residual));
        yield return new("T(mu)", 23.2034, 2e-4, henderson.SumOfSquaresOfMean);
        yield return new("T(mu) (R)", 23.20339, 1e-6, henderson.SumOfSquaresOfMean);
        yield return new("variance component p", 0.0473, 6e-5, henderson.Components[VarianceTerm.Candidate].Value);
        yield return new("variance component p (R)", 0.047252914, 1e-6, henderson.Components[VarianceTerm.Candidate].Value);
        yield return new("variance component i", 0.0117, 6e-5, henderson.Components[VarianceTerm.Rater].Value);
        yield return new("variance component i (R)", 0.011736874, 1e-6, henderson.Components[VarianceTerm.Rater].Value);
        yield return new("variance component pi", 0.184, 6e-5, henderson.Components[VarianceTerm.Residual].Value);
        yield return new("variance component pi (R)", 0.18400781, 1e-6, henderson.Components[VarianceTerm.Residual].Value);
        yield return new("REML p", 0.051849603, 2e-5, reml[VarianceTerm.Candidate].Value);
        yield return new("REML i", 0.016056358, 2e-5, reml[VarianceTerm.Rater].Value);
        yield return new("REML residual", 0.17864627, 2e-5, reml[VarianceTerm.Residual].Value);
    }
}
