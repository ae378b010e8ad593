using static Assessment.Reports.Sheet;
using Pair = (Assessment.V1.VarianceComponent Reml, Assessment.V1.VarianceComponent? Henderson);

namespace Assessment.Reports;

/// <summary>Tables of variance components and of panels of other sizes.</summary>
internal static class VarianceSheets
{
    public static Sheet Components(V1.CalibrationReport report)
    {
        V1.VarianceSection variance = report.Variance;
        double total = variance.Reml.Components.Where(component => component.Term != V1.VarianceTerm.InterviewerDrift).Sum(component => component.Value);
        Pair[] rows =
            [.. variance.Reml.Components.Select(reml => (reml, variance.Henderson.Components.FirstOrDefault(other => other.Term == reml.Term)))];
        return Of(
            "variance_components", "Variance components, in squared scale points", rows,
            Text<Pair>("term", "Differences between", "The term of the model.", row => Words.Of(row.Reml.Term)),
            Number<Pair>("reml", "Variance (REML)", "By restricted maximum likelihood.", row => row.Reml.HasValue ? row.Reml.Value : null, 3),
            Number<Pair>("reml_standard_error", "Standard error", "Its standard error.", row => row.Reml.HasStandardError ? row.Reml.StandardError : null, 3),
            Number<Pair>("reml_share_percent", "Share, %", "Per cent of all, by REML.", row => row.Reml.HasValue && total > 0 && row.Reml.Term != V1.VarianceTerm.InterviewerDrift ? 100 * row.Reml.Value / total : null, 1),
            Number<Pair>("henderson", "Henderson I", "By Henderson's method I.", row => row.Henderson is { HasValue: true } other ? other.Value : null, 3),
            Number<Pair>("henderson_unclipped", "", "Before it was clipped at 0.", row => row.Henderson is { HasUnclipped: true } other ? other.Unclipped : null, 3),
            Count<Pair>("levels", "Levels", "Levels that have ratings.", row => row.Reml.Levels),
            Text<Pair>("remark", "Remark", "Why there is no value, or a special one.", row => Words.Of(row.Reml.Status)));
    }

    public static Sheet Dependability(V1.CalibrationReport report) => Of(
        "dependability", "Reliability of the panels as they were", report.Variance.Dependability,
        Text<V1.Statistic>("name", "Coefficient", "The statistic.", row => row.Name),
        Text<V1.Statistic>("variant", "Variant", "Which of its variants.", row => row.Variant),
        Estimate<V1.Statistic>("value", "Value, 95 % interval", "In [0, 1].", row => row.Estimate, 3),
        Text<V1.Statistic>("method", "", "How it was found.", row => row.Method));

    public static Sheet Panels(V1.CalibrationReport report) => Of(
        "decision_study", "Reliability by number of interviewers", report.Variance.DecisionStudy,
        Count<V1.PanelForecast>("interviewers", "Interviewers a candidate", "Interviewers a candidate.", row => row.Interviewers),
        Number<V1.PanelForecast>("criteria", "Criteria", "Criteria an interviewer.", row => row.HasCriteria ? row.Criteria : null, 1),
        Estimate<V1.PanelForecast>("phi", "Φ, absolute decisions", "Dependability, in [0, 1].", row => row.Phi, 3),
        Estimate<V1.PanelForecast>("generalizability", "Eρ², relative decisions", "Generalizability, in [0, 1].", row => row.Generalizability, 3));
}
