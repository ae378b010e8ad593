namespace Assessment.Calibration;

/// <summary>An estimate with the names that a report needs: which statistic, which variant, how its uncertainty was found.</summary>
/// <param name="Name">The statistic, such as <c>Krippendorff alpha</c>.</param>
/// <param name="Variant">Which of its variants, such as <c>ordinal metric</c>; never empty.</param>
/// <param name="Method">How value and uncertainty were found, such as <c>jackknife over candidates</c>; never empty.</param>
/// <param name="Estimate">The value, its uncertainty and n.</param>
public sealed record Statistic(string Name, string Variant, string Method, Estimate Estimate);
