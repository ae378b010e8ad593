using System.Globalization;
using Assessment.Calibration;
using Assessment.Calibration.Variance;
using Assessment.Cli.Output;

namespace Assessment.Cli.Calibration;

/// <summary>A report's figures as people read them.</summary>
internal static class ReportText
{
    private const int LongestName = 22;

    private const int Width = 100;

    /// <summary>Writes a sentence, broken between words so that no line is too wide.</summary>
    public static void Say(this Terminal terminal, string sentence)
    {
        string line = "";
        foreach (string word in sentence.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                terminal.WriteLine(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        terminal.WriteLine(line);
    }

    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Figure(double value, int digits = 2) => double.IsFinite(value)
        ? value.ToString(digits == 3 ? "0.000" : "0.00", CultureInfo.InvariantCulture) : Figures.Absent;

    /// <summary>With its sign, as changes and severities have one.</summary>
    public static string Signed(double value) => double.IsFinite(value) ? value.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture) : Figures.Absent;

    /// <summary>The value, or why there is none.</summary>
    public static string Value(Estimate estimate, int digits = 2) => estimate.HasValue ? Figure(estimate.Value, digits) : Word(estimate.Status);

    public static string SignedValue(Estimate estimate) => estimate.HasValue ? Signed(estimate.Value) : Word(estimate.Status);

    public static string Interval(Estimate estimate, int digits = 2) => estimate.HasValue && double.IsFinite(estimate.Lower)
        ? $"{Figure(estimate.Lower, digits)} to {(double.IsFinite(estimate.Upper) ? Figure(estimate.Upper, digits) : "inf")}" : Figures.Absent;

    public static string P(double p) => double.IsNaN(p) ? Figures.Absent : p < 0.0005 ? "<.001" : Figure(p, 3);

    public static string Share(double share) => double.IsFinite(share) ? (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + "%" : Figures.Absent;

    /// <summary>A name that leaves room for the figures beside it.</summary>
    public static string Name(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName - 1), "…");

    /// <summary>Why a variance component has no value of its own; empty where it has one.</summary>
    public static string Reason(VarianceStatus status, int twoWayLimit) => status switch
    {
        VarianceStatus.Estimated => "",
        VarianceStatus.ClippedAtZero => "the estimate fell to 0, the end of its range",
        VarianceStatus.OneLevelOnly => "the facet has one level only",
        VarianceStatus.ConfoundedWithResidual => "each rating is a level of its own; contained in the residual",
        VarianceStatus.ConfoundedWithAnotherTerm => "it divides the ratings as an earlier term does, which contains it",
        VarianceStatus.NotInModel => "not in the model",
        VarianceStatus.TooManyRatings => $"more than {Whole(twoWayLimit)} ratings, beyond which REML has the main effects only; see Henderson I",
        VarianceStatus.NoVariation => "all ratings are equal",
        _ => "no ratings, or too few",
    };

    public static string Word(EstimateStatus status) => status switch
    {
        EstimateStatus.NotEstimated => "not estimated",
        EstimateStatus.OneRater => "one rater",
        EstimateStatus.OneCandidate => "one candidate",
        EstimateStatus.NoPairs => "no pairs",
        EstimateStatus.NoVariation => "no variation",
        EstimateStatus.TooFew => "too few",
        EstimateStatus.Suppressed => "withheld",
        EstimateStatus.NotConverged => "not converged",
        EstimateStatus.Ok => "",
        EstimateStatus.NoUncertainty => "",
        _ => status.ToString().ToLowerInvariant(),
    };
}
