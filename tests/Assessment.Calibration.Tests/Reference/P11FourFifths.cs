using Assessment.Calibration.Impact;
using Assessment.Calibration.Tests.Support;

namespace Assessment.Calibration.Tests.Reference;

internal sealed class P11FourFifths : IReferenceSet
{
    public string Id => "p11_ugesp_four_fifths";

    public string Source => "Questions and Answers on the Uniform Guidelines (1979), 44 FR 11996; tests and intervals: R fisher.test, scipy, direct formulas";

    public bool IsExternal => false;

    public IEnumerable<ReferenceValue> Values(string? folder)
    {
        var rates = AdverseImpact.Of(new GroupOutcomes(
            [new("White", 60, 100), new("American Indian", 45, 100), new("Hispanic", 48, 100), new("Black", 51, 100)]));
        double Ratio(string group) => rates.Groups.Single(g => g.Group == group).ImpactRatio.Estimate.Value;
        yield return new("impact ratio American Indian", 0.75, 1e-9, Ratio("American Indian"));
        yield return new("impact ratio Hispanic", 0.8, 1e-9, Ratio("Hispanic"));
        yield return new("impact ratio Black", 0.85, 1e-9, Ratio("Black"));
        FourFifthsResult[] expected = [FourFifthsResult.Reference, FourFifthsResult.Flagged, FourFifthsResult.NotFlagged, FourFifthsResult.NotFlagged];
        yield return new("only American Indian is flagged", 1, 0, rates.Groups.Select(g => g.FourFifths).SequenceEqual(expected) ? 1 : 0);

        var a = new GroupOutcome("A", 48, 80);
        var b = new GroupOutcome("B", 12, 40);
        GroupImpact impact = AdverseImpact.Of(new GroupOutcomes([a, b])).Groups[1];
        FisherExact fisher = FisherExact.Of(a, b);
        yield return new("selection rate group A", 0.6, 1e-12, Proportions.Rate(a).Value);
        yield return new("selection rate group B", 0.3, 1e-12, Proportions.Rate(b).Value);
        yield return new("impact ratio", 0.5, 1e-12, impact.ImpactRatio.Estimate.Value);
        yield return new("Fisher exact p", 0.003409222, 1e-9, fisher.PValue);
        yield return new("odds ratio conditional MLE", 3.4621801, 0.0001, fisher.OddsRatio.Value);
        yield return new("odds ratio CI low", 1.4558358, 0.001, fisher.OddsRatio.Lower);
        yield return new("odds ratio CI high", 8.6485031, 0.01, fisher.OddsRatio.Upper);
        yield return new("two-proportion z", 3.0983867, 1e-6, impact.TwoProportionZ);
        yield return new("rate ratio B/A CI low", 0.30143294, 1e-6, impact.ImpactRatio.Estimate.Lower);
        yield return new("rate ratio B/A CI high", 0.82937186, 1e-6, impact.ImpactRatio.Estimate.Upper);
    }
}
