using Assessment.Calibration.Agreement;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

internal sealed class P02Krippendorff : IReferenceSet
{
    public string Id => "p02_krippendorff_2011";

    public string Source => "Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, sections C and D; full digits: Python krippendorff, R irr::kripp.alpha";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        RatingTable table = Tables.Grid(
            "1 1 . 1 / 2 2 3 2 / 3 3 3 3 / 3 3 3 3 / 2 2 2 2 / 1 2 3 4 / 4 4 4 4 / 1 1 2 1 / 2 2 2 2 / . 5 5 5 / . . 1 1 / . 3 . .");
        double[] printed = [0.743, 0.815, 0.849, 0.797];
        double[] full = [0.74342105, 0.8153875, 0.84910714, 0.79740277];
        CoincidenceMatrix matrix = CoincidenceMatrix.Of(table);
        IReadOnlyList<Statistic> all = KrippendorffAlpha.OfAll(table);
        for (int metric = 0; metric < 4; metric++)
        {
            yield return new($"alpha {(AlphaMetric)metric}", printed[metric], 0.0006, all[metric].Estimate.Value);
            yield return new($"alpha {(AlphaMetric)metric} to full digits", full[metric], 1e-6, KrippendorffAlpha.Of(matrix, (AlphaMetric)metric));
        }
    }
}
