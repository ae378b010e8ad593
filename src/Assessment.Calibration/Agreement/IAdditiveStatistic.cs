namespace Assessment.Calibration.Agreement;

/// <summary>Statistics that are functions of sums over units: then leaving out or repeating candidates costs no second pass.</summary>
/// <remarks>Implementations are structs, so that the resampling loops are compiled for each.</remarks>
internal interface IAdditiveStatistic
{
    int SumCount { get; }

    int ValueCount { get; }

    /// <summary>Adds one unit's contribution; false when the unit takes no part.</summary>
    bool AddUnit(ReadOnlySpan<byte> categories, Span<double> sums);

    /// <summary>The statistics at these sums; NaN where undefined.</summary>
    void Values(ReadOnlySpan<double> sums, Span<double> values);
}
