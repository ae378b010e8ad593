using Assessment.Calibration;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Whose severity and drift a message leaves out: by policy, and because they would give those away.</summary>
/// <remarks>
/// Severities of a comparable set have mean zero, as have the mixed model's predictions over all raters, and random slopes beside a common
/// trend: a single one that is withheld is minus the sum of the others. So where policy withholds exactly one, one more is withheld, that
/// with the fewest ratings. Hundepool et al. (2012), Statistical Disclosure Control, chapter 4: complementary suppression.
/// </remarks>
internal sealed class Withholding
{
    private readonly HashSet<int> _severities = [];
    private readonly HashSet<int> _drifts = [];

    private Withholding()
    {
    }

    /// <summary>Raters whose severity only protects another's.</summary>
    public HashSet<int> ComplementarySeverities { get; } = [];

    /// <summary>Raters whose shrunken drift only protects another's.</summary>
    public HashSet<int> ComplementaryDrifts { get; } = [];

    public bool HidesSeverity(int rater) => _severities.Contains(rater);

    public bool HidesDrift(int rater) => _drifts.Contains(rater);

    public static Withholding Of(CalibrationReport report)
    {
        var withholding = new Withholding();
        foreach (IGrouping<(int, int), RaterSeverity> set in SumsToZero(report.Severity))
        {
            Hide([.. set.Where(rater => rater.IsSuppressed).Select(rater => rater.Rater)],
                [.. set.Where(rater => rater.Extreme == ExtremeKind.None).Select(rater => (rater.Rater, rater.Links.Ratings))],
                withholding._severities, withholding.ComplementarySeverities);
        }

        Hide([.. report.Raters.Where(rater => rater.Drift.Estimate.Status == EstimateStatus.Suppressed).Select(rater => rater.Rater)],
            [.. report.Raters.Where(rater => double.IsFinite(rater.ShrunkenDrift.Value)).Select(rater => (rater.Rater, rater.Ratings))],
            withholding._drifts, withholding.ComplementaryDrifts);
        return withholding;
    }

    private static IEnumerable<IGrouping<(int, int), RaterSeverity>> SumsToZero(SeverityReport severity) => severity.Components
        .SelectMany((component, place) => component.Raters.Select(rater => (Key: component.Model is null ? (-1, 0) : (place, rater.ComparableSet), rater)))
        .GroupBy(pair => pair.Key, pair => pair.rater);

    /// <param name="byPolicy">Raters whom policy withholds.</param>
    /// <param name="summed">Raters whose values have a known sum, with their ratings.</param>
    /// <param name="hidden">Gets all who are withheld.</param>
    /// <param name="complementary">Gets the one who is withheld besides.</param>
    private static void Hide(int[] byPolicy, (int Rater, int Ratings)[] summed, HashSet<int> hidden, HashSet<int> complementary)
    {
        hidden.UnionWith(byPolicy);
        (int Rater, int Ratings)[] shown = [.. summed.Where(rater => !hidden.Contains(rater.Rater)).OrderBy(rater => rater.Ratings).ThenBy(rater => rater.Rater)];
        if (summed.Length - shown.Length == 1 && shown.Length > 0)
        {
            hidden.Add(shown[0].Rater);
            complementary.Add(shown[0].Rater);
        }
    }
}
