using Assessment.Calibration.Agreement;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

internal sealed class P05Cohen : IReferenceSet
{
    public string Id => "p05_cohen_1968";

    public string Source => "Cohen (1968), Psychological Bulletin 70(4), 213-220, table 1; variance and full digits: R psych::cohen.kappa";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = Tables.FromCounts(new[,] { { 88, 14, 18 }, { 10, 40, 10 }, { 2, 6, 12 } });
        var disagreement = AgreementWeights.FromDisagreement("Cohen 1968", new double[,] { { 0, 1, 3 }, { 1, 0, 6 }, { 3, 6, 0 } });
        Estimate kappa = Kappa(table, AgreementWeights.Identity);
        double weighted = Kappa(table, disagreement).Value;
        yield return new("Cohen kappa", 0.492, 0.0006, kappa.Value);
        yield return new("Weighted kappa, disagreement weights", 0.348, 0.0006, weighted);
        yield return new("Var(kappa)", 0.002601185, 1e-7, kappa.StandardError * kappa.StandardError);
        yield return new("Weighted kappa, quadratic", 0.45454545, 1e-6, Kappa(table, AgreementWeights.Quadratic).Value);
        yield return new("Weighted kappa, linear", 0.47368421, 1e-6, Kappa(table, AgreementWeights.Linear).Value);
        yield return new("Cohen kappa to full digits", 0.49152542, 1e-6, kappa.Value);
        yield return new("Weighted kappa, disagreement weights, to full digits", 0.34782609, 1e-6, weighted);
    }

    private static Estimate Kappa(RatingTable table, AgreementWeights weights) =>
        CohenKappa.Between(table, 0, 1, weights, new AgreementOptions { Uncertainty = UncertaintyMethod.Analytic }).Estimate;
}

internal sealed class P09Siegel : IReferenceSet
{
    public string Id => "p09_siegel_1956_interview";

    public string Source => "Siegel (1956), Nonparametric Statistics for the Behavioral Sciences, chapter 9; full digits: R irr::kendall";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        Concordance w = KendallW.Of(Tables.Grid("1 1 6 / 6 5 3 / 3 6 2 / 2 4 5 / 5 2 4 / 4 3 1"));
        yield return new("Kendall W", 0.16, 0.005, w.Statistic.Estimate.Value);
        yield return new("Kendall chi-square", 2.4285714, 1e-6, w.ChiSquare);
        yield return new("mean Spearman rho", -0.25714286, 1e-6, w.MeanSpearman);
        yield return new("Kendall W to full digits", 0.16190476, 1e-6, w.Statistic.Estimate.Value);
    }
}

internal sealed class P16Anxiety : IReferenceSet
{
    public string Id => "p16_irr_anxiety";

    public string Source => "R irr 0.84.1 data set 'anxiety'; irr, psych::ICC 2.2.9, Python krippendorff";

    public bool IsExternal => true;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = ReferenceCheck.Ratings(folder!);
        IReadOnlyList<ExpectedStatistic> expected = ReferenceCheck.Expected(folder!);
        double[] Expected(params string[] names) => [.. names.Select(name => expected.First(e => e.Name == name).Expected)];
        foreach (ReferenceValue value in IccReference.Values(
            table,
            Expected("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"),
            Expected(
                "ICC(1,1) 95% CI lower", "ICC(1,1) 95% CI upper", "ICC(2,1) 95% CI lower", "ICC(2,1) 95% CI upper",
                "ICC(3,1) 95% CI lower", "ICC(3,1) 95% CI upper"),
            Expected("MS between targets", "MS judges", "MS residual"),
            1e-6)) // the set allows .005, the values are known to 8 digits
        {
            yield return value;
        }

        IReadOnlyList<Statistic> alpha = KrippendorffAlpha.OfAll(table);
        foreach (ExpectedStatistic statistic in expected.Where(e => e.Name == "Krippendorff alpha"))
        {
            AlphaMetric metric = Enum.Parse<AlphaMetric>(statistic.Variant.Split(' ')[0], ignoreCase: true);
            yield return new($"alpha {metric}", statistic.Expected, statistic.Tolerance, alpha[(int)metric].Estimate.Value);
        }

        // irr numbers the categories that either rater used by rank, so distances are between ranks.
        var observed = new AgreementOptions { Categories = CategoryBasis.Observed, Uncertainty = UncertaintyMethod.Analytic };
        double Kappa(int a, int b, AgreementWeights weights) => CohenKappa.Between(table, a, b, weights, observed).Estimate.Value;
        var others = new Dictionary<string, double>
        {
            ["kappa raters 1,2"] = Kappa(0, 1, AgreementWeights.Identity),
            ["kappa raters 2,3 linear"] = Kappa(1, 2, AgreementWeights.Linear),
            ["kappa raters 2,3 quadratic"] = Kappa(1, 2, AgreementWeights.Quadratic),
            ["Light kappa"] = CohenKappa.Light(table, AgreementWeights.Identity, observed).Estimate.Value,
            ["Kendall W corrected"] = KendallW.Of(table).Statistic.Estimate.Value,
        };
        foreach (var (name, actual) in others)
        {
            ExpectedStatistic statistic = expected.Single(e => e.Name == name);
            yield return new(name, statistic.Expected, statistic.Tolerance, actual);
        }
    }
}
