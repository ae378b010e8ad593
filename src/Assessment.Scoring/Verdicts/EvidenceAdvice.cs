using System.Numerics;

namespace Assessment.Scoring;

/// <summary>Whether the evidence bears the verdict.</summary>
public enum EvidenceState
{
    /// <summary>No competency's standard error would change it.</summary>
    Sufficient = 0,

    /// <summary>One critical competency, a standard error higher or lower, would change it: ask about that one.</summary>
    StraddlesBar = 1,

    /// <summary>A critical competency was not observed, or the coverage is below the profile's minimum.</summary>
    CoverageMissing = 2,
}

/// <summary>Whether the evidence bears a verdict, and what to ask about.</summary>
/// <param name="State">How well it is borne.</param>
/// <param name="AskAbout">
/// The competencies to ask about, the most pressing first: what was not observed, or what straddles its bar, by how few standard errors
/// it is from the bar. Empty when the evidence is sufficient.
/// </param>
public sealed record EvidenceAdvice(EvidenceState State, IReadOnlyList<string> AskAbout)
{
    /// <summary>The advice for a candidate and a role.</summary>
    /// <param name="rules">The rules of the verdict.</param>
    /// <param name="scores">A score for each competency; <see cref="Scale.Absent"/> where it has none.</param>
    /// <param name="coverage">The role's coverage, in hundredths of a per cent.</param>
    /// <param name="evidence">What stands behind the scores.</param>
    public static EvidenceAdvice Of(VerdictRules rules, ReadOnlySpan<int> scores, int coverage, PanelEvidence evidence)
    {
        var verdict = rules.Decide(scores, coverage);
        var ids = rules.Role.Profile.Rubric.CompetencyIds;
        if (verdict == Verdict.NotGiven)
        {
            var missing = rules.MissingCriticals(scores);
            return new(EvidenceState.CoverageMissing, missing.Count > 0 ? missing : Heaviest(rules.Role.Profile, scores));
        }

        var straddling = new List<(double Distance, string Id)>();
        int[] moved = scores.ToArray();
        for (ulong rest = rules.Role.Critical; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            int error = (int)Math.Round(evidence[competency].StandardError);
            int score = scores[competency];
            if (Changes(Math.Max(0, score - error)) || Changes(Math.Min(Scale.Full, score + error)))
            {
                straddling.Add((Math.Abs(score - rules.Role.Profile.BarValues[competency]) / (double)Math.Max(1, error), ids[competency]));
            }

            moved[competency] = score;

            bool Changes(int to)
            {
                moved[competency] = to;
                return rules.Decide(moved, coverage) != verdict;
            }
        }

        return straddling.Count == 0
            ? new(EvidenceState.Sufficient, [])
            : new(EvidenceState.StraddlesBar, [.. straddling.OrderBy(s => s.Distance).Select(s => s.Id)]);
    }

    /// <summary>What was not observed and weighs, the heaviest first.</summary>
    private static IReadOnlyList<string> Heaviest(BoundProfile profile, ReadOnlySpan<int> scores)
    {
        var unobserved = new List<(int Weight, string Id)>();
        foreach (var competency in profile.Profile.Competencies.Where(c => c.Weight > 0))
        {
            int index = profile.Rubric.FindCompetency(competency.CompetencyId);
            if (index < 0 || scores[index] == Scale.Absent)
            {
                unobserved.Add((competency.Weight, competency.CompetencyId));
            }
        }

        return [.. unobserved.OrderByDescending(c => c.Weight).Select(c => c.Id)];
    }
}
