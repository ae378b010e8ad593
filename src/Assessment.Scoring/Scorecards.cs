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
    /// <summary>Every rule that the card breaks: the whole card first, then ratings, then flags, each in the order given.</summary>
    /// <param name="rubric">The rubric that indexes refer to.</param>
    /// <param name="focus">The competencies that the card is to cover.</param>
    /// <param name="ratings">The ratings; a criterion outside the rubric, e.g. −1, is unknown.</param>
    /// <param name="redFlags">The raised flags; one outside the rubric, e.g. −1, is unknown.</param>
    /// <returns>Empty exactly when <see cref="ScorecardScore.TryScore"/> returns true.</returns>
    public static IReadOnlyList<Violation> Violations(
        Rubric rubric, Focus focus, ReadOnlySpan<Rating> ratings, ReadOnlySpan<int> redFlags)
    {
        var found = new List<Violation>();
        if (ratings.IsEmpty)
        {
            found.Add(new(ViolationKind.NoRatings, -1));
        }

        bool[] rated = new bool[rubric.CriterionIds.Count];
        for (int i = 0; i < ratings.Length; i++)
        {
            AddRating(rubric, focus, ratings[i], i, rated, found);
        }

        bool[] raised = redFlags.IsEmpty ? [] : new bool[rubric.RedFlagIds.Count];
        for (int i = 0; i < redFlags.Length; i++)
        {
            int flag = redFlags[i];
            if ((uint)flag >= (uint)rubric.RedFlagIds.Count)
            {
                found.Add(new(ViolationKind.UnknownRedFlag, i));
            }
            else if (raised[flag])
            {
                found.Add(new(ViolationKind.DuplicateRedFlag, i));
            }
            else
            {
                raised[flag] = true;
                if (!rubric.Touches(flag, focus))
                {
                    found.Add(new(ViolationKind.RedFlagOutsideFocus, i));
                }
            }
        }

        return found;
    }

    private static void AddRating(Rubric rubric, Focus focus, Rating rating, int index, bool[] rated, List<Violation> found)
    {
        if (rating.Level is < Rating.NotObserved or > Scale.HighestLevel)
        {
            found.Add(new(ViolationKind.LevelOutOfRange, index));
        }

        if ((uint)rating.Criterion >= (uint)rubric.CriterionIds.Count)
        {
            found.Add(new(ViolationKind.UnknownCriterion, index));
            return;
        }

        if (rated[rating.Criterion])
        {
            found.Add(new(ViolationKind.DuplicateCriterion, index));
        }

        rated[rating.Criterion] = true;

        int competency = rubric.CompetencyOf(rating.Criterion);
        if (!focus.Covers(competency))
        {
            found.Add(new(ViolationKind.CriterionOutsideFocus, index));
        }

        bool extreme = rating.Level is Scale.LowestLevel or Scale.HighestLevel;
        if (extreme && !rating.HasEvidence && ((rubric.EvidenceAtExtremes >> competency) & 1) != 0)
        {
            found.Add(new(ViolationKind.EvidenceMissing, index));
        }
    }
}
