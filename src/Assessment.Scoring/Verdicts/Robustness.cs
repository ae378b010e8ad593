using System.Numerics;

namespace Assessment.Scoring;

/// <summary>What was changed to see whether the verdict holds.</summary>
public enum RobustnessChange
{
    /// <summary>Every criterion of a competency, and every competency of the role, weighs the same. What is critical stays so.</summary>
    EqualWeights = 1,

    /// <summary>One interviewer's card is left out.</summary>
    WithoutInterviewer = 2,

    /// <summary>One competency is no part of the role.</summary>
    WithoutCompetency = 3,

    /// <summary>Each card's values are moved by its interviewer's severity.</summary>
    SeverityAdjusted = 4,
}

/// <summary>A verdict with one thing changed.</summary>
/// <param name="Change">What was changed.</param>
/// <param name="Subject">The card's place in the list, or the competency's index in the rubric; −1 when it is neither.</param>
/// <param name="Verdict">The verdict then.</param>
public readonly record struct RobustnessCheck(RobustnessChange Change, int Subject, Verdict Verdict);

/// <summary>Whether a verdict hangs on one weight, one person or one competency.</summary>
public static class Robustness
{
    /// <summary>Checks every change, in the order of <see cref="RobustnessChange"/>.</summary>
    /// <param name="rules">The rules of the verdict.</param>
    /// <param name="cards">The scored cards.</param>
    /// <param name="severities">
    /// For each card, how much its interviewer rates below the average one, in hundredths of a point; null when nothing is known, and then
    /// the adjustment is not checked.
    /// </param>
    /// <exception cref="ArgumentException">The severities are not as many as the cards, or a card belongs to another rubric.</exception>
    public static IReadOnlyList<RobustnessCheck> Of(VerdictRules rules, IReadOnlyList<ScorecardScore> cards, IReadOnlyList<int>? severities)
    {
        if (severities is not null && severities.Count != cards.Count)
        {
            throw new ArgumentException("There is a severity for each card.", nameof(severities));
        }

        var profile = rules.Role.Profile;
        var whole = CandidateScore.Combine(profile, cards);
        var checks = new List<RobustnessCheck> { new(RobustnessChange.EqualWeights, -1, WithEqualWeights(rules, whole)) };
        for (int i = 0; i < cards.Count; i++)
        {
            var others = CandidateScore.Combine(profile, [.. cards.Where((_, j) => j != i)]);
            checks.Add(new(RobustnessChange.WithoutInterviewer, i, rules.Decide(others.CompetencyScores(), others.Coverage)));
        }

        int[] scores = whole.CompetencyScores();
        for (ulong rest = profile.Weighted; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            checks.Add(new(
                RobustnessChange.WithoutCompetency,
                competency,
                rules.Decide(scores, CoverageOf(profile, whole, competency), ignored: 1UL << competency)));
        }

        if (severities is not null)
        {
            var adjusted = CandidateScore.Combine(profile, cards, severities);
            checks.Add(new(RobustnessChange.SeverityAdjusted, -1, rules.Decide(adjusted.CompetencyScores(), adjusted.Coverage)));
        }

        return checks;
    }

    private static Verdict WithEqualWeights(VerdictRules rules, CandidateScore whole)
    {
        var profile = rules.Role.Profile;
        var rubric = profile.Rubric;
        int[] scores = new int[rubric.CompetencyIds.Count];
        uint covered = 0;
        for (int competency = 0; competency < scores.Length; competency++)
        {
            var (first, end) = rubric.CriteriaOf(competency);
            uint sum = 0, observed = 0;
            foreach (int value in whole.CriterionValues[first..end])
            {
                sum += value == Scale.Absent ? 0 : (uint)value;
                observed += value == Scale.Absent ? 0u : 1;
            }

            scores[competency] = observed == 0 ? Scale.Absent : Scale.Quotient(sum, observed);
            covered += profile.Weights[competency] > 0 ? (uint)Scale.Quotient(observed * Scale.Full, (uint)(end - first)) : 0;
        }

        uint weighted = (uint)profile.Profile.Competencies.Count(c => c.Weight > 0);
        return rules.Decide(scores, Scale.Quotient(covered, weighted));
    }

    /// <summary>The role's coverage without one competency; full when nothing is left.</summary>
    private static int CoverageOf(BoundProfile profile, CandidateScore whole, int without)
    {
        uint covered = 0, total = profile.WeightOutside;
        for (ulong rest = profile.Weighted & ~(1UL << without); rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            covered += (uint)(profile.Weights[competency] * whole.CompetencyCoverage(competency));
            total += (uint)profile.Weights[competency];
        }

        return total == 0 ? Scale.Full : Scale.Quotient(covered, total);
    }
}
