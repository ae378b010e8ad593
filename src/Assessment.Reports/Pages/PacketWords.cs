namespace Assessment.Reports;

/// <summary>A candidate assessment's values in words.</summary>
internal static class PacketWords
{
    public static string Of(V1.Verdict verdict) => verdict switch
    {
        V1.Verdict.Hire => "Hire",
        V1.Verdict.HireAndTrain => "Hire and train",
        V1.Verdict.Redirect => "Redirect to another role",
        V1.Verdict.Decline => "Decline",
        _ => "Not given",
    };

    public static string Why(V1.Verdict verdict) => verdict switch
    {
        V1.Verdict.Hire => "At the bars, on the whole.",
        V1.Verdict.HireAndTrain => "Short of some bars by no more than can be learned in time.",
        V1.Verdict.Redirect => "Another open role would hire, or hire and train.",
        V1.Verdict.Decline => "No rule for a better one holds; the standings list the gaps.",
        _ => "A critical competency was not observed, or the coverage is below the minimum.",
    };

    public static string Of(V1.EvidenceFlag flag) => flag switch
    {
        V1.EvidenceFlag.Sufficient => "The evidence bears it: no critical competency's standard error would change the verdict.",
        V1.EvidenceFlag.StraddlesBar => "A bar is straddled: a critical competency, one standard error higher or lower, would change the verdict.",
        V1.EvidenceFlag.CoverageMissing => "Coverage is missing: a critical competency was not observed, or too little was.",
        _ => "Nothing is said about the evidence.",
    };

    public static string Of(V1.Band band) => band switch
    {
        V1.Band.StrongNo => "strong no",
        V1.Band.No => "no",
        V1.Band.LeanNo => "lean no",
        V1.Band.LeanYes => "lean yes",
        V1.Band.Yes => "yes",
        V1.Band.StrongYes => "strong yes",
        _ => "insufficient evidence",
    };

    public static string Of(V1.Disagreement disagreement) => disagreement switch
    {
        V1.Disagreement.Green => "agree (under 1 level apart)",
        V1.Disagreement.Amber => "differ (1 to 2 levels apart)",
        V1.Disagreement.Red => "differ a lot (2 levels or more): talk about it",
        _ => "fewer than two cards",
    };

    public static string Of(V1.LearningTime time) => time switch
    {
        V1.LearningTime.Quick => "weeks",
        V1.LearningTime.Quarter => "a quarter of a year",
        _ => "half a year or more",
    };

    public static string Of(V1.ShapeReason reason) => reason switch
    {
        V1.ShapeReason.TooFewObserved => "No role's shape is named: too few competencies were observed.",
        V1.ShapeReason.Flat => "No distinct profile: the competency scores hardly differ.",
        V1.ShapeReason.Ambiguous => "No distinct profile: two roles look alike.",
        _ => "",
    };

    public static string Of(V1.Track track) => track switch
    {
        V1.Track.ProductSense => "Product sense",
        V1.Track.DataModeling => "Data modeling",
        V1.Track.MlPlatform => "ML platform",
        _ => "Other",
    };

    public static string Of(V1.CombinationRule rule) => rule switch
    {
        V1.CombinationRule.Median => "the median of the cards",
        V1.CombinationRule.TrimmedMean => "the trimmed mean of the cards",
        _ => "the mean of the cards",
    };

    public static string Of(V1.RobustnessCheck check) => check.Change switch
    {
        V1.RobustnessCheck.Types.Change.EqualWeights => "with equal weights",
        V1.RobustnessCheck.Types.Change.WithoutInterviewer => $"without the card of {Words.Name(check.Subject)}",
        V1.RobustnessCheck.Types.Change.WithoutCompetency => $"without {check.Subject}",
        V1.RobustnessCheck.Types.Change.SeverityAdjusted => "with cards moved by their interviewers' severity",
        _ => check.Subject,
    };

    public static string Of(V1.BandReason reason) => reason.Kind switch
    {
        V1.BandReason.Types.Kind.NothingObserved => "No competency with a weight was observed.",
        V1.BandReason.Types.Kind.RequiredUnobserved => $"The required competency {reason.Competency} was not observed.",
        V1.BandReason.Types.Kind.CoverageBelowMinimum => "The coverage is below the profile's minimum.",
        V1.BandReason.Types.Kind.GateMissed => $"The required bar of {reason.Competency} was missed: the band is 'no' at most.",
        _ => reason.Competency,
    };

    /// <summary>'roleProfiles/ml_engineer/levels/senior' as 'ml engineer, senior'.</summary>
    public static string Role(string profile)
    {
        string[] parts = profile.Split('/');
        return parts.Length == 4 ? $"{parts[1].Replace('_', ' ')}, {parts[3]}" : profile;
    }

    /// <summary>A value in hundredths of a point as a level, 1 to 5.</summary>
    public static double Level(double hundredths) => 1 + (hundredths / 2500);

    public static double Points(int hundredths) => hundredths / 100.0;
}
