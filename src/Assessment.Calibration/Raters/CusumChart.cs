namespace Assessment.Calibration.Raters;

/// <summary>One rater's two-sided CUSUM over periods.</summary>
/// <param name="Periods">Period indices of the points, ascending; the rater's first period only sets the base line.</param>
/// <param name="Deviations">Standardised deviation of each period's mean from the mean of all earlier periods; N(0, 1) when nothing changes.</param>
/// <param name="Upper">C⁺: evidence of growing leniency, ≥ 0.</param>
/// <param name="Lower">C⁻: evidence of growing severity, ≥ 0.</param>
/// <param name="Limit">
/// The limit at which the table's raters are flagged: an unchanged rater passes it over these points with the largest p-value that the
/// false discovery rate lets through. NaN without points.
/// </param>
/// <param name="FirstAlarm">The first period past the limit; −1 for a rater who is not flagged.</param>
/// <param name="Signal">The test over all points: estimate and statistic are the maximum of both sides; flagged after adjustment over all of the table's tests.</param>
public sealed record CusumChart(
    IReadOnlyList<int> Periods, IReadOnlyList<double> Deviations, IReadOnlyList<double> Upper, IReadOnlyList<double> Lower,
    double Limit, int FirstAlarm, RaterSignal Signal);
