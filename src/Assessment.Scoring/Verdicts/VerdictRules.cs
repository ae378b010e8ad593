using System.Numerics;

namespace Assessment.Scoring;

/// <summary>The rules that turn a candidate's competency scores into a verdict for a role. Immutable, and safe to share between threads.</summary>
/// <remarks>
/// The first that holds: not given, when a critical competency was not observed or the coverage is below the profile's minimum; hire, when
/// the unweighted mean over the critical competencies of (score − bar) is at least −0.25 level and every gap is below 2 levels; hire and
/// train, when every critical gap is at most 1 level, at most 0.5 where learning is slow, and closing every gap takes at most a year;
/// redirect, when either holds for another open role; else decline. With the observed set fixed, raising any rating never makes it worse.
/// </remarks>
public sealed class VerdictRules
{
    /// <summary>Rules for a role.</summary>
    /// <param name="role">The role that the interview is for.</param>
    /// <param name="openRoles">Other roles with an opening, over the same rubric.</param>
    /// <exception cref="ArgumentException">An open role is laid over another rubric.</exception>
    public VerdictRules(RoleRules role, IReadOnlyList<RoleRules> openRoles)
    {
        if (openRoles.Any(open => open.Profile.Rubric != role.Profile.Rubric))
        {
            throw new ArgumentException("An open role is laid over another rubric.", nameof(openRoles));
        }

        Role = role;
        OpenRoles = [.. openRoles];
    }

    /// <summary>The role that the interview is for.</summary>
    public RoleRules Role { get; }

    /// <summary>Other roles with an opening.</summary>
    public IReadOnlyList<RoleRules> OpenRoles { get; }

    /// <summary>The verdict.</summary>
    /// <param name="scores">A score for each competency of the rubric, in [0, 10000]; <see cref="Scale.Absent"/> where it has none.</param>
    /// <param name="coverage">The role's coverage, in [0, 10000] hundredths of a per cent.</param>
    public Verdict Decide(ReadOnlySpan<int> scores, int coverage) => Decide(scores, coverage, ignored: 0);

    /// <summary>The open roles that would hire, or hire and train: those that hire first, each kind in the order given.</summary>
    public IReadOnlyList<RoleRules> Redirections(ReadOnlySpan<int> scores)
    {
        var hire = new List<RoleRules>();
        var train = new List<RoleRules>();
        foreach (var open in OpenRoles)
        {
            switch (Of(open, scores, ignored: 0))
            {
                case Verdict.Hire:
                    hire.Add(open);
                    break;
                case Verdict.HireAndTrain:
                    train.Add(open);
                    break;
            }
        }

        return [.. hire, .. train];
    }

    /// <summary>The critical competencies of the role that were not observed, in rubric order; those that no pinned bank assesses last.</summary>
    public IReadOnlyList<string> MissingCriticals(ReadOnlySpan<int> scores)
    {
        var rubric = Role.Profile.Rubric;
        var missing = new List<string>();
        for (ulong rest = Role.Critical; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            if (scores[competency] == Scale.Absent)
            {
                missing.Add(rubric.CompetencyIds[competency]);
            }
        }

        missing.AddRange(Role.CriticalOutside);
        return missing;
    }

    internal Verdict Decide(ReadOnlySpan<int> scores, int coverage, ulong ignored)
    {
        if (coverage < Role.Profile.Profile.MinimumCoverage || !Role.ObservesCriticals(scores, ignored))
        {
            return Verdict.NotGiven;
        }

        var own = Role.Judge(scores, ignored);
        if (own != Verdict.Decline)
        {
            return own;
        }

        foreach (var open in OpenRoles)
        {
            if (Of(open, scores, ignored) is Verdict.Hire or Verdict.HireAndTrain)
            {
                return Verdict.Redirect;
            }
        }

        return Verdict.Decline;
    }

    private static Verdict Of(RoleRules role, ReadOnlySpan<int> scores, ulong ignored) =>
        role.ObservesCriticals(scores, ignored) ? role.Judge(scores, ignored) : Verdict.NotGiven;
}
