using System.Globalization;

namespace Assessment.Reports;

/// <summary>The contract's values in words, and figures as people read them.</summary>
internal static class Words
{
    public static string Figure(double value, int digits = 2, bool signed = false)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? Cell.Absent : value > 0 ? "infinite" : "minus infinite";
        }

        string text = Math.Round(value, digits, MidpointRounding.ToEven).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool zero = text.AsSpan().IndexOfAnyInRange('1', '9') < 0;
        string magnitude = text.TrimStart('-');
        return zero ? magnitude : text[0] == '-' ? "−" + magnitude : signed ? "+" + magnitude : magnitude;
    }

    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double share, int digits = 0) => Figure(100 * share, digits) + " %";

    /// <summary>A probability; small ones by their bound.</summary>
    public static string Probability(double p) => p < 0.0005 ? "below .001" : Figure(p, 3);

    /// <summary>'1 candidate', '2 candidates'.</summary>
    public static string Counted(long number, string one, string many) => $"{Whole(number)} {(number == 1 ? one : many)}";

    /// <summary>Some names, and how many more.</summary>
    public static string Listed(IReadOnlyList<string> items, int most)
    {
        string[] shown = [.. items.Take(most)];
        return items.Count > most ? $"{string.Join(", ", shown)} and {Whole(items.Count - most)} more"
            : shown.Length < 2 ? string.Concat(shown) : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    /// <summary>A name within a sentence; one that may run from right to left is kept from turning the words around it.</summary>
    public static string Name(string name) => name.AsSpan().IndexOfAnyExceptInRange('\0', '\u058F') < 0 ? name : $"\u2068{name}\u2069";

    public static string YesNo(bool value) => value ? "yes" : "no";

    public static string Of(V1.EstimateStatus status) => status switch
    {
        V1.EstimateStatus.Ok => "ok",
        V1.EstimateStatus.NoUncertainty => "no interval",
        V1.EstimateStatus.Empty => "no ratings",
        V1.EstimateStatus.OneRater => "one interviewer",
        V1.EstimateStatus.OneCandidate => "one candidate",
        V1.EstimateStatus.NoPairs => "no pairs",
        V1.EstimateStatus.NoVariation => "no variation",
        V1.EstimateStatus.TooFew => "too few",
        V1.EstimateStatus.Suppressed => "withheld",
        V1.EstimateStatus.Disconnected => "disconnected",
        V1.EstimateStatus.Extreme => "at an end of the scale",
        V1.EstimateStatus.NotConverged => "not converged",
        V1.EstimateStatus.Incomplete => "incomplete table",
        V1.EstimateStatus.Boundary => "at the end of its range",
        _ => "not estimated",
    };

    public static string Of(V1.ExtremeKind extreme) => extreme switch
    {
        V1.ExtremeKind.Lowest => "all ratings at the lowest level",
        V1.ExtremeKind.Highest => "all ratings at the highest level",
        V1.ExtremeKind.NoVariation => "only one level in use",
        _ => "",
    };

    public static string Of(V1.VarianceTerm term) => term switch
    {
        V1.VarianceTerm.Candidate => "candidate",
        V1.VarianceTerm.Interviewer => "interviewer",
        V1.VarianceTerm.Criterion => "criterion",
        V1.VarianceTerm.CandidateInterviewer => "candidate × interviewer",
        V1.VarianceTerm.CandidateCriterion => "candidate × criterion",
        V1.VarianceTerm.InterviewerCriterion => "interviewer × criterion",
        V1.VarianceTerm.InterviewerDrift => "interviewer × period",
        _ => "what is left",
    };

    public static string Of(V1.VarianceStatus status) => status switch
    {
        V1.VarianceStatus.Estimated => "",
        V1.VarianceStatus.ClippedAtZero => "it fell to 0, the end of its range",
        V1.VarianceStatus.OneLevelOnly => "the facet has one level only",
        V1.VarianceStatus.ConfoundedWithResidual => "contained in what is left",
        V1.VarianceStatus.ConfoundedWithAnotherTerm => "contained in an earlier term",
        V1.VarianceStatus.NotInModel => "not in the model",
        V1.VarianceStatus.TooManyRatings => "too many ratings for REML; see Henderson I",
        V1.VarianceStatus.NoVariation => "all ratings are equal",
        _ => "no ratings, or too few",
    };

    public static string Of(V1.RemlStatus status) => status switch
    {
        V1.RemlStatus.Converged => "converged",
        V1.RemlStatus.NotConverged => "not converged",
        V1.RemlStatus.ResidualAtZero => "nothing is left to explain",
        V1.RemlStatus.Singular => "singular equations",
        V1.RemlStatus.NoVariation => "no variation",
        _ => "too few ratings",
    };

    public static string Of(V1.CriterionConcern concern) => concern switch
    {
        V1.CriterionConcern.TooFewRatings => "too few ratings",
        V1.CriterionConcern.Floor => "mostly the lowest level",
        V1.CriterionConcern.Ceiling => "mostly the highest level",
        V1.CriterionConcern.UnusedLevels => "unused levels",
        V1.CriterionConcern.SparseLevels => "sparse levels",
        V1.CriterionConcern.WeakDiscrimination => "may hardly tell candidates apart",
        _ => "may be rated the wrong way round",
    };

    public static string Of(V1.FourFifths result) => result switch
    {
        V1.FourFifths.Reference => "reference",
        V1.FourFifths.Flagged => "below four fifths",
        V1.FourFifths.NotFlagged => "at least four fifths",
        _ => "not assessed",
    };

    public static string Of(V1.SuppressionReason reason) => reason switch
    {
        V1.SuppressionReason.SmallCell => "hidden: small",
        V1.SuppressionReason.Complementary => "hidden: protects another",
        _ => "",
    };

    public static string Of(V1.SeverityMethod method) => method switch
    {
        V1.SeverityMethod.Joint => "many-facet Rasch by corrected joint maximum likelihood",
        V1.SeverityMethod.Marginal => "many-facet Rasch by marginal maximum likelihood",
        V1.SeverityMethod.MixedModel => "predictions of the mixed model",
        _ => "many-facet Rasch, marginal below ten ratings a candidate, else corrected joint",
    };
}
