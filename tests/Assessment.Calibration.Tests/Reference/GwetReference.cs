using Assessment.Calibration.Agreement;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

/// <summary>What the sets of Gwet's coefficients share: value, standard error over units, chance agreement, by weights.</summary>
internal static class GwetReference
{
    private static readonly AgreementOptions Analytic = new() { Uncertainty = UncertaintyMethod.Analytic };

    /// <param name="table">The ratings.</param>
    /// <param name="weights">The agreement weights.</param>
    /// <param name="coefficient">Which coefficient.</param>
    /// <param name="tolerance">Of every value; NaN in <paramref name="expected"/> means 'not given'.</param>
    /// <param name="expected">Value, standard error, chance agreement.</param>
    public static IEnumerable<ReferenceValue> Values(
        RatingTable table, AgreementWeights weights, AgreementCoefficient coefficient, double tolerance, params double[] expected) =>
        Values(ChanceCorrected.Of(table, coefficient, weights, Analytic), $"{coefficient}, {weights.Name}", tolerance, expected);

    public static IEnumerable<ReferenceValue> Values(AgreementResult result, string name, double tolerance, params double[] expected)
    {
        double[] actual = [result.Statistic.Estimate.Value, result.Statistic.Estimate.StandardError, result.ChanceAgreement];
        string[] what = ["", " SE", " pe"];
        return Enumerable.Range(0, expected.Length).Where(i => !double.IsNaN(expected[i]))
            .Select(i => new ReferenceValue(name + what[i], expected[i], tolerance, actual[i]));
    }
}

internal sealed class P03Gwet : IReferenceSet
{
    private static readonly (AgreementWeights Weights, AgreementCoefficient Coefficient, double[] Expected)[] Rows =
    [
        (AgreementWeights.Identity, AgreementCoefficient.PercentAgreement, [0.8181818, 0.12561, 0]),
        (AgreementWeights.Identity, AgreementCoefficient.GwetAC, [0.77544, 0.14295, 0.19032118]),
        (AgreementWeights.Identity, AgreementCoefficient.FleissKappa, [0.76117, 0.15302, 0.23871528]),
        (AgreementWeights.Identity, AgreementCoefficient.KrippendorffAlpha, [0.74342, 0.14557, 0.24]),
        (AgreementWeights.Identity, AgreementCoefficient.CongerKappa, [0.76282, 0.14917, 0.23342516]),
        (AgreementWeights.Identity, AgreementCoefficient.BrennanPrediger, [0.77273, 0.14472, 0.2]),
        (AgreementWeights.Quadratic, AgreementCoefficient.PercentAgreement, [0.97537879, 0.09062, 0]),
        (AgreementWeights.Quadratic, AgreementCoefficient.GwetAC, [0.914, 0.10396, 0.71370443]),
        (AgreementWeights.Quadratic, AgreementCoefficient.FleissKappa, [0.86494, 0.14603, 0.81770833]),
        (AgreementWeights.Quadratic, AgreementCoefficient.KrippendorffAlpha, [0.84911, 0.12913, 0.825]),
        (AgreementWeights.Quadratic, AgreementCoefficient.CongerKappa, [0.85771, 0.14367, 0.82696377]),
        (AgreementWeights.Quadratic, AgreementCoefficient.BrennanPrediger, [0.90152, 0.11089, 0.75]),
        (AgreementWeights.GwetOrdinal, AgreementCoefficient.PercentAgreement, [0.96818182, 0.09086, 0]),
        (AgreementWeights.GwetOrdinal, AgreementCoefficient.GwetAC, [0.89894, 0.1069, 0.68515625]),
        (AgreementWeights.GwetOrdinal, AgreementCoefficient.FleissKappa, [0.85021, 0.14704, 0.78758681]),
        (AgreementWeights.GwetOrdinal, AgreementCoefficient.KrippendorffAlpha, [0.83364, 0.13107, 0.794875]),
        (AgreementWeights.GwetOrdinal, AgreementCoefficient.CongerKappa, [0.84366, 0.1441, 0.79648148]),
        (AgreementWeights.GwetOrdinal, AgreementCoefficient.BrennanPrediger, [0.88636, 0.11391, 0.72]),
        (AgreementWeights.Linear, AgreementCoefficient.PercentAgreement, [0.93939394, 0.09368, 0]),
        (AgreementWeights.Linear, AgreementCoefficient.GwetAC, [0.85874, 0.11733, 0.57096354]),
        (AgreementWeights.Linear, AgreementCoefficient.FleissKappa, [0.81794, 0.1485, 0.66710069]),
        (AgreementWeights.Linear, AgreementCoefficient.KrippendorffAlpha, [0.80038, 0.13548, 0.674375]),
        (AgreementWeights.Linear, AgreementCoefficient.CongerKappa, [0.81378, 0.14509, 0.67455234]),
        (AgreementWeights.Linear, AgreementCoefficient.BrennanPrediger, [0.84848, 0.12336, 0.6]),
    ];

    public string Id => "p03_gwet_2014_raw4raters";

    public string Source => "Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, p. 120; R irrCAC 1.0, vignettes and run (5 decimals)";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = Tables.Grid(
            "1 1 . 1 / 2 2 3 2 / 3 3 3 3 / 3 3 3 3 / 2 2 2 2 / 1 2 3 4 / 4 4 4 4 / 1 1 2 1 / 2 2 2 2 / . 5 5 5 / . . 1 1 / . . 3 .");
        return Rows.SelectMany(row => GwetReference.Values(table, row.Weights, row.Coefficient, 5e-6, row.Expected));
    }
}

internal sealed class P04Fleiss : IReferenceSet
{
    private static readonly (AgreementWeights Weights, AgreementCoefficient Coefficient, double[] Expected)[] Rows =
    [
        (AgreementWeights.Identity, AgreementCoefficient.PercentAgreement, [0.55555556, 0.0441, 0]),
        (AgreementWeights.Identity, AgreementCoefficient.GwetAC, [0.44788, 0.05566, 0.19501543]),
        (AgreementWeights.Identity, AgreementCoefficient.FleissKappa, [0.43024, 0.0542, 0.21993827]),
        (AgreementWeights.Identity, AgreementCoefficient.KrippendorffAlpha, [0.43341, 0.0542, 0.21993827]),
        (AgreementWeights.Identity, AgreementCoefficient.CongerKappa, [0.44181, 0.05079, 0.20377778]),
        (AgreementWeights.Identity, AgreementCoefficient.BrennanPrediger, [0.44444, 0.05512, 0.2]),
    ];

    public string Id => "p04_fleiss_1971";

    public string Source => "Fleiss (1971), Psychological Bulletin 76(5), 378-382, tables 1-2; R irr::kappam.fleiss 0.84.1, irrCAC 1.0 (5 decimals)";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = Tables.Grid(
            "4 4 4 4 4 4 / 2 2 2 5 5 5 / 2 3 3 3 3 5 / 5 5 5 5 5 5 / 2 2 2 4 4 4 / 1 1 3 3 3 3 / "
            + "3 3 3 3 5 5 / 1 1 3 3 3 4 / 1 1 4 4 4 4 / 5 5 5 5 5 5 / 1 4 4 4 4 4 / 1 2 4 4 4 4 / "
            + "2 2 2 3 3 3 / 1 4 4 4 4 4 / 2 2 4 4 4 5 / 3 3 3 3 3 5 / 1 1 1 4 5 5 / 1 1 1 1 1 2 / "
            + "2 2 4 4 4 4 / 1 3 3 5 5 5 / 5 5 5 5 5 5 / 2 4 4 4 4 4 / 2 2 4 5 5 5 / 1 1 4 4 4 4 / "
            + "1 4 4 4 4 5 / 2 2 2 2 2 4 / 1 1 1 1 5 5 / 2 2 4 4 4 4 / 1 3 3 3 3 3 / 5 5 5 5 5 5");
        KappaTest test = FleissKappa.TestOfZero(table);
        yield return new("Fleiss kappa, overall", 0.43, 0.0005, test.Kappa);
        yield return new("Fleiss kappa, overall, to full digits", 0.43024452, 1e-6, test.Kappa);
        yield return new("Fleiss kappa z", 17.651831, 1e-4, test.Z);
        double conger = ChanceCorrected.Of(table, AgreementCoefficient.CongerKappa, AgreementWeights.Identity).Statistic.Estimate.Value;
        yield return new("Conger exact kappa", 0.44180854, 1e-6, conger);
        double[] byCategory = [0.245, 0.245, 0.52, 0.471, 0.566];
        IReadOnlyList<Statistic> kappas = FleissKappa.ByCategory(table);
        for (int category = 0; category < 5; category++)
        {
            yield return new($"Fleiss kappa category {category + 1}", byCategory[category], 0.0006, kappas[category].Estimate.Value);
        }

        foreach (ReferenceValue value in Rows.SelectMany(row => GwetReference.Values(table, row.Weights, row.Coefficient, 5e-6, row.Expected)))
        {
            yield return value;
        }
    }
}

internal sealed class P14Gwet : IReferenceSet
{
    private static readonly AgreementOptions TwoRaters = new() { Uncertainty = UncertaintyMethod.Analytic, Divisor = VarianceDivisor.Units };

    public string Id => "p14_gwet_3x3_abstractors";

    public string Source => "Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition; R irrCAC 1.0, vignettes overview and weighting";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = Tables.FromCounts(new[,] { { 13, 0, 0 }, { 0, 20, 7 }, { 0, 4, 56 } });
        IEnumerable<ReferenceValue> Check(AgreementWeights weights, AgreementCoefficient coefficient, double value, double standardError) =>
            GwetReference.Values(ChanceCorrected.Of(table, coefficient, weights, TwoRaters), $"{coefficient}, {weights.Name}", 1e-7, value, standardError);
        AgreementWeights identity = AgreementWeights.Identity;
        AgreementWeights quadratic = AgreementWeights.Quadratic;
        return Cohen(table, identity, 0.7964094, 0.05891072)
            .Concat(Check(identity, AgreementCoefficient.FleissKappa, 0.7962397, 0.05905473)) // Scott's pi
            .Concat(Check(identity, AgreementCoefficient.GwetAC, 0.8493305, 0.04321747))
            .Concat(Check(identity, AgreementCoefficient.BrennanPrediger, 0.835, 0.04693346))
            .Concat(Check(identity, AgreementCoefficient.KrippendorffAlpha, 0.7972585, 0.05905473))
            .Concat(Check(identity, AgreementCoefficient.PercentAgreement, 0.89, 0.03128898))
            .Concat(Cohen(table, quadratic, 0.8921569, 0.035351508))
            .Concat(Check(quadratic, AgreementCoefficient.GwetAC, 0.9402369, 0.017920189))
            .Concat(Check(quadratic, AgreementCoefficient.BrennanPrediger, 0.9175, 0.023466732))
            .Concat(Check(quadratic, AgreementCoefficient.KrippendorffAlpha, 0.8926487, 0.035395059));
    }

    private static IEnumerable<ReferenceValue> Cohen(RatingTable table, AgreementWeights weights, double value, double standardError)
    {
        Estimate kappa = CohenKappa.Between(table, 0, 1, weights, new AgreementOptions { Uncertainty = UncertaintyMethod.Analytic }).Estimate;
        yield return new($"Cohen kappa, {weights.Name}", value, 1e-7, kappa.Value);
        yield return new($"Cohen kappa SE, {weights.Name}", standardError, 1e-7, kappa.StandardError);
    }
}

internal sealed class P15Gwet : IReferenceSet
{
    public string Id => "p15_gwet_distrib6";

    public string Source => "First 15 patients of Fleiss (1971); Gwet (2019), R irrCAC 1.0 vignettes";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        const string Counts = "0 0 0 6 0 / 0 3 0 0 3 / 0 1 4 0 1 / 0 0 0 0 6 / 0 3 0 3 0 / 2 0 4 0 0 / 0 0 4 0 2 / 2 0 3 1 0 / 2 0 0 4 0 / "
            + "0 0 0 0 6 / 1 0 0 5 0 / 1 1 0 4 0 / 0 3 3 0 0 / 1 0 0 5 0 / 0 2 0 3 1";
        RatingTable table = Tables.Grid(string.Join('/', Counts.Split('/').Select(Spelled)));
        AgreementWeights identity = AgreementWeights.Identity;
        return GwetReference.Values(table, identity, AgreementCoefficient.GwetAC, 1e-7, 0.4448007, 0.08418757)
            .Concat(GwetReference.Values(table, identity, AgreementCoefficient.FleissKappa, 1e-7, 0.4139265))
            .Concat(GwetReference.Values(table, identity, AgreementCoefficient.KrippendorffAlpha, 1e-7, 0.4204384))
            .Concat(GwetReference.Values(table, identity, AgreementCoefficient.BrennanPrediger, 1e-7, 0.4388889))
            .Concat(GwetReference.Values(table, AgreementWeights.Quadratic, AgreementCoefficient.GwetAC, 1e-7, 0.4837438));
    }

    /// <summary>Counts by category to one rating a rater.</summary>
    private static string Spelled(string counts) => string.Join(' ', counts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .SelectMany((count, category) => Enumerable.Repeat(Tables.Text(category + 1), count[0] - '0')));
}
