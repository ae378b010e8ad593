using System.Globalization;
using Assessment.Scoring;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Google.Protobuf.Collections;

namespace Assessment.Server.Scorecards;

/// <summary>The ratings and red flags of one card, as indexes of a rubric, with every violation named by its field's path.</summary>
internal sealed class CardRatings
{
    private CardRatings(Rating[] ratings, int[] flags)
    {
        Ratings = ratings;
        Flags = flags;
    }

    /// <summary>In the order given.</summary>
    public Rating[] Ratings { get; }

    /// <summary>In the order given.</summary>
    public int[] Flags { get; }

    /// <summary>Reads the messages and checks them against the rubric and the focus.</summary>
    /// <param name="path">The path of the message that holds the fields, with its final dot; empty at the top.</param>
    /// <param name="isKnownCriterion">Whether any bank has a criterion of this id: tells 'not pinned' from 'unknown'.</param>
    /// <param name="complete">False for a draft, which may have no rating, and extremes without evidence yet.</param>
    public static CardRatings Parse(
        RepeatedField<V1.Rating> ratings,
        RepeatedField<V1.RaisedFlag> flags,
        string path,
        InterviewRubric rubric,
        Focus focus,
        Func<string, bool> isKnownCriterion,
        FieldViolations violations,
        bool complete = true)
    {
        CheckTexts(ratings, flags, path, violations);
        var card = new CardRatings(new Rating[ratings.Count], new int[flags.Count]);
        for (int i = 0; i < ratings.Count; i++)
        {
            card.Ratings[i] = new(rubric.Rubric.FindCriterion(ratings[i].Criterion), LevelOf(ratings[i]), HasText(ratings[i].Evidence));
        }

        for (int i = 0; i < flags.Count; i++)
        {
            card.Flags[i] = rubric.Rubric.FindRedFlag(flags[i].RedFlag);
        }

        foreach (var violation in Scoring.Scorecards.Violations(rubric.Rubric, focus, card.Ratings, card.Flags))
        {
            if (complete || violation.Kind is not (ViolationKind.NoRatings or ViolationKind.EvidenceMissing))
            {
                Report(violation, ratings, flags, path, isKnownCriterion, violations);
            }
        }

        return card;
    }

    private static void CheckTexts(
        RepeatedField<V1.Rating> ratings, RepeatedField<V1.RaisedFlag> flags, string path, FieldViolations violations)
    {
        if (ratings.Count > violations.Limits.RatingsPerScorecard)
        {
            violations.Add($"{path}ratings", $"has {ratings.Count} items; at most {violations.Limits.RatingsPerScorecard} are allowed.");
        }

        if (flags.Count > violations.Limits.RatingsPerScorecard)
        {
            violations.Add($"{path}raised_flags", $"has {flags.Count} items; at most {violations.Limits.RatingsPerScorecard} are allowed.");
        }

        for (int i = 0; i < ratings.Count; i++)
        {
            var rating = ratings[i];
            if (!FieldViolations.IsText(rating.Evidence, violations.Limits.EvidenceLength))
            {
                violations.Text($"{path}ratings[{i}].evidence", rating.Evidence, violations.Limits.EvidenceLength);
            }

            switch (rating.OutcomeCase)
            {
                case V1.Rating.OutcomeOneofCase.None:
                    violations.Add($"{path}ratings[{i}]", "has neither level nor not_observed_reason; set one of them.");
                    break;
                case V1.Rating.OutcomeOneofCase.NotObservedReason when
                    rating.NotObservedReason == V1.NotObservedReason.Unspecified || !Enum.IsDefined(rating.NotObservedReason):
                    violations.Add($"{path}ratings[{i}].not_observed_reason", "is not one of the reasons.");
                    break;
            }
        }

        for (int i = 0; i < flags.Count; i++)
        {
            violations.Text($"{path}raised_flags[{i}].evidence", flags[i].Evidence, violations.Limits.EvidenceLength);
        }
    }

    /// <summary>A level of 0 in the message is a wrong level, not 'not observed'.</summary>
    private static int LevelOf(V1.Rating rating) => rating.OutcomeCase == V1.Rating.OutcomeOneofCase.Level
        ? rating.Level == Rating.NotObserved ? -1 : rating.Level
        : Rating.NotObserved;

    private static bool HasText(string text) => !string.IsNullOrWhiteSpace(text);

    private static void Report(
        Violation violation,
        RepeatedField<V1.Rating> ratings,
        RepeatedField<V1.RaisedFlag> flags,
        string path,
        Func<string, bool> isKnownCriterion,
        FieldViolations violations)
    {
        string rating = $"{path}ratings[{violation.Index}]";
        string flag = $"{path}raised_flags[{violation.Index}].red_flag";
        switch (violation.Kind)
        {
            case ViolationKind.NoRatings:
                violations.Add($"{path}ratings", "is empty; a scorecard has at least one rating.");
                break;
            case ViolationKind.UnknownCriterion:
                string criterion = ratings[violation.Index].Criterion;
                violations.Add($"{rating}.criterion", isKnownCriterion(criterion)
                    ? $"'{Shown(criterion)}' is outside the pinned bank versions."
                    : $"'{Shown(criterion)}' is not a criterion of any bank.");
                break;
            case ViolationKind.LevelOutOfRange:
                violations.Add(
                    $"{rating}.level", string.Create(CultureInfo.InvariantCulture, $"is {ratings[violation.Index].Level}; levels are 1 to 5."));
                break;
            case ViolationKind.DuplicateCriterion:
                violations.Add($"{rating}.criterion", $"'{ratings[violation.Index].Criterion}' is rated twice.");
                break;
            case ViolationKind.CriterionOutsideFocus:
                violations.Add($"{rating}.criterion", $"'{ratings[violation.Index].Criterion}' is outside the interviewer's focus.");
                break;
            case ViolationKind.EvidenceMissing:
                violations.Add($"{rating}.evidence", "is required at levels 1 and 5.");
                break;
            case ViolationKind.UnknownRedFlag:
                violations.Add(flag, $"'{Shown(flags[violation.Index].RedFlag)}' is not a red flag of the pinned bank versions.");
                break;
            case ViolationKind.DuplicateRedFlag:
                violations.Add(flag, $"'{flags[violation.Index].RedFlag}' is raised twice.");
                break;
            case ViolationKind.RedFlagOutsideFocus:
                violations.Add(flag, $"'{flags[violation.Index].RedFlag}' caps nothing inside the interviewer's focus.");
                break;
        }
    }

    /// <summary>An unknown id as a message may show it: short, and without characters that could mislead a reader.</summary>
    private static string Shown(string id) =>
        string.Concat((id.Length > 64 ? id[..64] + "…" : id).Select(c => char.IsLetterOrDigit(c) || ".-_…".Contains(c) ? c : '?'));
}
