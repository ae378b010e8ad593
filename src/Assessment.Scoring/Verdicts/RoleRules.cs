using System.Numerics;

namespace Assessment.Scoring;

/// <summary>The rules of one role for a verdict, laid over a rubric. Immutable, and safe to share between threads.</summary>
/// <remarks>
/// All comparisons are exact, in hundredths of a point (25 of them are a hundredth of a level), so no rounding decides a verdict.
/// A competency with profile weight 0 has no part in them.
/// </remarks>
public sealed class RoleRules
{
    private const int PointsPerHundredth = Scale.PerLevel / 100;

    private readonly int[] _weeksPerLevel;
    private readonly LearningTime[] _times;
    private readonly ulong _slow;

    /// <summary>Lays the rules over a role.</summary>
    /// <param name="profile">The role, bound to a rubric.</param>
    /// <param name="thresholds">The numbers to compare with.</param>
    /// <param name="learningTimes">How long each competency takes to learn; one that is not named is slow.</param>
    /// <remarks>Critical is what weighs at least the critical weight; where nothing does, everything with a weight is.</remarks>
    public RoleRules(BoundProfile profile, VerdictThresholds thresholds, IReadOnlyDictionary<string, LearningTime> learningTimes)
    {
        Profile = profile;
        Thresholds = thresholds;
        var ids = profile.Rubric.CompetencyIds;
        _times = [.. ids.Select(id => learningTimes.TryGetValue(id, out var time) ? time : LearningTime.Slow)];
        _weeksPerLevel = [.. _times.Select(thresholds.WeeksPerLevel)];
        var outside = new List<string>();
        bool anyHeavy = profile.Profile.Competencies.Any(c => c.Weight >= thresholds.CriticalWeight);
        foreach (var competency in profile.Profile.Competencies)
        {
            if (competency.Weight == 0 || (anyHeavy && competency.Weight < thresholds.CriticalWeight))
            {
                continue;
            }

            int index = profile.Rubric.FindCompetency(competency.CompetencyId);
            if (index < 0)
            {
                outside.Add(competency.CompetencyId);
            }
            else
            {
                Critical |= 1UL << index;
            }
        }

        CriticalOutside = outside;
        for (int i = 0; i < _times.Length; i++)
        {
            _slow |= _times[i] == LearningTime.Slow ? 1UL << i : 0;
        }
    }

    /// <summary>The role.</summary>
    public BoundProfile Profile { get; }

    /// <summary>The numbers to compare with.</summary>
    public VerdictThresholds Thresholds { get; }

    /// <summary>The critical competencies of the rubric, one bit each.</summary>
    internal ulong Critical { get; }

    /// <summary>Critical competencies that the rubric lacks, in the profile's order.</summary>
    internal IReadOnlyList<string> CriticalOutside { get; }

    /// <summary>Whether every critical competency was observed.</summary>
    /// <param name="scores">A score for each competency of the rubric, <see cref="Scale.Absent"/> where it has none.</param>
    /// <param name="ignored">Competencies, one bit each, that are taken to be no part of the role.</param>
    internal bool ObservesCriticals(ReadOnlySpan<int> scores, ulong ignored)
    {
        if (CriticalOutside.Count > 0)
        {
            return false;
        }

        for (ulong rest = Critical & ~ignored; rest != 0; rest &= rest - 1)
        {
            if (scores[BitOperations.TrailingZeroCount(rest)] == Scale.Absent)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Hire, hire and train, or decline; the critical competencies must have been observed.</summary>
    internal Verdict Judge(ReadOnlySpan<int> scores, ulong ignored)
    {
        var bars = Profile.BarValues;
        long sum = 0;
        int count = 0, largest = 0, largestSlow = 0;
        for (ulong rest = Critical & ~ignored; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            int above = scores[competency] - bars[competency];
            sum += above;
            count++;
            largest = Math.Max(largest, -above);
            largestSlow = (_slow & (1UL << competency)) != 0 ? Math.Max(largestSlow, -above) : largestSlow;
        }

        if (sum >= -(long)Thresholds.HireMeanGap * PointsPerHundredth * count && largest < Thresholds.HireGapLimit * PointsPerHundredth)
        {
            return Verdict.Hire;
        }

        return largest <= Thresholds.TrainGapLimit * PointsPerHundredth
            && largestSlow <= Thresholds.TrainSlowGapLimit * PointsPerHundredth
            && LoadOf(scores, ignored) <= (long)Thresholds.TrainingBudgetWeeks * Scale.PerLevel
            ? Verdict.HireAndTrain
            : Verdict.Decline;
    }

    /// <summary>How every competency with a weight stands against its bar, in rubric order.</summary>
    public IReadOnlyList<CompetencyGap> GapsOf(ReadOnlySpan<int> scores)
    {
        var gaps = new List<CompetencyGap>();
        for (ulong rest = Profile.Weighted; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            gaps.Add(new(
                competency,
                scores[competency] == Scale.Absent ? null : scores[competency],
                Profile.BarValues[competency],
                (Critical & (1UL << competency)) != 0,
                _times[competency],
                _weeksPerLevel[competency]));
        }

        return gaps;
    }

    /// <summary>The role's level: the weighted mean of (score − bar) over what was observed, in hundredths of a level; null when nothing was.</summary>
    /// <remarks>Rounded half to even once. Above 0 is above the bars.</remarks>
    public int? LevelOf(ReadOnlySpan<int> scores)
    {
        long sum = 0, weight = 0;
        for (ulong rest = Profile.Weighted; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            if (scores[competency] != Scale.Absent)
            {
                sum += (long)Profile.Weights[competency] * (scores[competency] - Profile.BarValues[competency]);
                weight += Profile.Weights[competency];
            }
        }

        return weight == 0 ? null : (int)decimal.Round((decimal)sum / (weight * PointsPerHundredth), MidpointRounding.ToEven);
    }

    /// <summary>The training load: weeks times <see cref="Scale.PerLevel"/>, over every observed competency with a weight.</summary>
    internal long LoadOf(ReadOnlySpan<int> scores, ulong ignored)
    {
        long load = 0;
        for (ulong rest = Profile.Weighted & ~ignored; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            int gap = scores[competency] == Scale.Absent ? 0 : Profile.BarValues[competency] - scores[competency];
            load += gap > 0 ? (long)gap * _weeksPerLevel[competency] : 0;
        }

        return load;
    }
}
