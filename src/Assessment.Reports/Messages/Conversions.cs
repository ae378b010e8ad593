using Assessment.Calibration;
using Assessment.Calibration.Impact;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;
using Assessment.Calibration.Variance;

namespace Assessment.Reports;

/// <summary>The library's values as the contract's. The contract's enums are the library's in the same order, after 'unspecified'.</summary>
internal static class Conversions
{
    /// <summary>Passes on a number that exists; NaN is left out. Infinity is a number.</summary>
    public static void IfKnown(this double value, Action<double> set)
    {
        if (!double.IsNaN(value))
        {
            set(value);
        }
    }

    public static V1.Estimate ToMessage(this Estimate estimate)
    {
        var message = new V1.Estimate { N = estimate.N, Status = estimate.Status.ToMessage() };
        if (estimate.HasValue)
        {
            message.Value = estimate.Value;
            estimate.StandardError.IfKnown(value => message.StandardError = value);
            estimate.Lower.IfKnown(value => message.Lower = value);
            estimate.Upper.IfKnown(value => message.Upper = value);
        }

        return message;
    }

    public static V1.Statistic ToMessage(this Statistic statistic) => new()
    {
        Name = statistic.Name,
        Variant = statistic.Variant,
        Method = statistic.Method,
        Estimate = statistic.Estimate.ToMessage(),
    };

    public static V1.FitStatistics ToMessage(this FitStatistics fit, EstimateStatus status)
    {
        var message = new V1.FitStatistics { N = fit.N, Status = status.ToMessage() };
        if (status == EstimateStatus.Ok)
        {
            fit.Infit.IfKnown(value => message.Infit = value);
            fit.Outfit.IfKnown(value => message.Outfit = value);
            fit.InfitZ.IfKnown(value => message.InfitZ = value);
            fit.OutfitZ.IfKnown(value => message.OutfitZ = value);
        }

        return message;
    }

    public static V1.EstimateStatus ToMessage(this EstimateStatus status) => (V1.EstimateStatus)(1 + (int)status);

    public static V1.ExtremeKind ToMessage(this ExtremeKind extreme) => (V1.ExtremeKind)(1 + (int)extreme);

    public static V1.SeverityMethod ToMessage(this CalibrationMethod method) => (V1.SeverityMethod)(1 + (int)method);

    public static V1.RemlStatus ToMessage(this RemlStatus status) => (V1.RemlStatus)(1 + (int)status);

    public static V1.VarianceTerm ToMessage(this VarianceTerm term) => (V1.VarianceTerm)(1 + (int)term);

    public static V1.VarianceStatus ToMessage(this VarianceStatus status) => (V1.VarianceStatus)(1 + (int)status);

    public static V1.SuppressionReason ToMessage(this SuppressionReason reason) => (V1.SuppressionReason)(1 + (int)reason);

    public static V1.FourFifths ToMessage(this FourFifthsResult result) => (V1.FourFifths)(1 + (int)result);
}
