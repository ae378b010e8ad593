namespace Assessment.Scoring;

/// <summary>A rule that a scorecard broke.</summary>
public enum ViolationKind
{
    /// <summary>The card has no rating.</summary>
    NoRatings = 1,

    /// <summary>The criterion is not the rubric's.</summary>
    UnknownCriterion = 2,

    /// <summary>The level is neither 1 to 5 nor not observed.</summary>
    LevelOutOfRange = 3,

    /// <summary>The criterion was rated before on the same card.</summary>
    DuplicateCriterion = 4,

    /// <summary>The criterion is outside the interviewer's focus.</summary>
    CriterionOutsideFocus = 5,

    /// <summary>A level of 1 or 5 has no evidence, and the bank asks for it.</summary>
    EvidenceMissing = 6,

    /// <summary>The red flag is not the rubric's.</summary>
    UnknownRedFlag = 7,

    /// <summary>The red flag was raised before on the same card.</summary>
    DuplicateRedFlag = 8,

    /// <summary>The red flag caps nothing inside the interviewer's focus.</summary>
    RedFlagOutsideFocus = 9,
}

/// <summary>One broken rule and where.</summary>
/// <param name="Kind">The rule.</param>
/// <param name="Index">Position in the ratings or raised flags that were given, from 0; −1 for the card as a whole.</param>
public readonly record struct Violation(ViolationKind Kind, int Index);

/// <summary>What a scorecard must satisfy before it is scored.</summary>
public static class Scorecards
{
    private const int MostOnStack = 512;

    /// <summary>Every rule that the card breaks: the whole card first, then ratings, then flags, each in the order given.</summary>
    /// <param name="rubric">The rubric that indexes refer to.</param>
    /// <param name="focus">The competencies that the card is to cover.</param>
    /// <param name="ratings">The ratings; a criterion outside the rubric, e.g. −1, is unknown.</param>
    /// <param name="redFlags">The raised flags; one outside the rubric, e.g. −1, is unknown.</param>
    /// <returns>Empty exactly when <see cref="ScorecardScore.TryScore"/> returns true.</returns>
    public static IReadOnlyList<Violation> Violations(
        Rubric rubric, Focus focus, ReadOnlySpan<Rating> ratings, ReadOnlySpan<int> redFlags)
    {
        List<Violation>? found = null; // Most cards break nothing, and then nothing is allocated.
        if (ratings.IsEmpty)
        {
            Add(ref found, ViolationKind.NoRatings, -1);
        }

        Span<bool> rated = rubric.CriterionIds.Count <= MostOnStack ? stackalloc bool[rubric.CriterionIds.Count] : new bool[rubric.CriterionIds.Count];
        for (int i = 0; i < ratings.Length; i++)
        {
            AddRating(rubric, focus, ratings[i], i, rated, ref found);
        }

        if (!redFlags.IsEmpty)
        {
            AddRedFlags(rubric, focus, redFlags, ref found);
        }

        return found ?? [];
    }

    private static void AddRating(Rubric rubric, Focus focus, Rating rating, int index, Span<bool> rated, ref List<Violation>? found)
    {
        if (rating.Level is < Rating.NotObserved or > Scale.HighestLevel)
        {
            Add(ref found, ViolationKind.LevelOutOfRange, index);
        }

        if ((uint)rating.Criterion >= (uint)rated.Length)
        {
            Add(ref found, ViolationKind.UnknownCriterion, index);
            return;
        }

        if (rated[rating.Criterion])
        {
            Add(ref found, ViolationKind.DuplicateCriterion, index);
        }

        rated[rating.Criterion] = true;

        int competency = rubric.CompetencyOf(rating.Criterion);
        if (!focus.Covers(competency))
        {
            Add(ref found, ViolationKind.CriterionOutsideFocus, index);
        }

        bool extreme = rating.Level is Scale.LowestLevel or Scale.HighestLevel;
        if (extreme && !rating.HasEvidence && ((rubric.EvidenceAtExtremes >> competency) & 1) != 0)
        {
            Add(ref found, ViolationKind.EvidenceMissing, index);
        }
    }

    private static void AddRedFlags(Rubric rubric, Focus focus, ReadOnlySpan<int> redFlags, ref List<Violation>? found)
    {
        bool[] raised = new bool[rubric.RedFlagIds.Count];
        for (int i = 0; i < redFlags.Length; i++)
        {
            int flag = redFlags[i];
            if ((uint)flag >= (uint)raised.Length)
            {
                Add(ref found, ViolationKind.UnknownRedFlag, i);
            }
            else if (raised[flag])
            {
                Add(ref found, ViolationKind.DuplicateRedFlag, i);
            }
            else
            {
                raised[flag] = true;
                if (!rubric.Touches(flag, focus))
                {
                    Add(ref found, ViolationKind.RedFlagOutsideFocus, i);
                }
            }
        }
    }

    private static void Add(ref List<Violation>? found, ViolationKind kind, int index) => (found ??= []).Add(new(kind, index));
}
