using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Committee;

/// <summary>A report message's estimates as people read them.</summary>
internal static class EstimateText
{
    /// <summary>The value, or why there is none.</summary>
    public static string Value(Estimate? estimate, int digits = 2) =>
        estimate is { HasValue: true } ? ReportText.Figure(estimate.Value, digits) : Reason(estimate);

    /// <summary>The value with its sign, or why there is none.</summary>
    public static string SignedValue(Estimate? estimate) =>
        estimate is { HasValue: true } ? ReportText.Signed(estimate.Value) : Reason(estimate);

    /// <summary>The 95 % interval; a dash where there is none.</summary>
    public static string Interval(Estimate? estimate, int digits = 2) => estimate is { HasLower: true } && double.IsFinite(estimate.Lower)
        ? $"{ReportText.Figure(estimate.Lower, digits)} to {(double.IsFinite(estimate.Upper) ? ReportText.Figure(estimate.Upper, digits) : "inf")}"
        : Figures.Absent;

    /// <summary>An optional double as the texts take it: NaN where it is absent.</summary>
    public static double Known(bool has, double value) => has ? value : double.NaN;

    private static string Reason(Estimate? estimate) => estimate is null
        ? Figures.Absent
        : ReportText.Word((Assessment.Calibration.EstimateStatus)((int)estimate.Status - 1)); // the library's in the same order, after 'unspecified'
}
