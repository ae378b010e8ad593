using System.Collections.Frozen;
using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>The words that files, tables and calls use for the values of this library's enumerations.</summary>
public static class WireNames
{
    internal static readonly FrozenDictionary<string, Track> Tracks = Words<Track>(
        ("product_sense", Track.ProductSense), ("data_modeling", Track.DataModeling), ("ml_platform", Track.MlPlatform));

    internal static readonly FrozenDictionary<string, RoleLevel> Levels = Words<RoleLevel>(
        ("junior", RoleLevel.Junior), ("mid", RoleLevel.Mid), ("senior", RoleLevel.Senior), ("staff", RoleLevel.Staff));

    internal static readonly FrozenDictionary<string, ClaimPart> Parts = Words<ClaimPart>(
        ("first", ClaimPart.First), ("second", ClaimPart.Second), ("shared", ClaimPart.Shared));

    internal static readonly FrozenDictionary<string, CombinationRule> Combinations = Words<CombinationRule>(
        ("mean", CombinationRule.Mean), ("median", CombinationRule.Median), ("trimmed_mean", CombinationRule.TrimmedMean));

    internal static readonly FrozenDictionary<string, LearningTime> LearningTimes = Words<LearningTime>(
        ("quick", LearningTime.Quick), ("quarter", LearningTime.Quarter), ("slow", LearningTime.Slow));

    /// <summary>The word for a level, e.g. <c>senior</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of the four.</exception>
    public static string WireName(this RoleLevel level) => WordFor(Levels, level);

    /// <summary>The level that a word stands for, compared ordinally; null when it stands for none.</summary>
    public static RoleLevel? FindRoleLevel(string word) => Levels.TryGetValue(word, out var level) ? level : null;

    /// <summary>The word for a track, e.g. <c>product_sense</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The track is none of the three.</exception>
    public static string WireName(this Track track) => WordFor(Tracks, track);

    internal static string WireName(this ClaimPart part) => WordFor(Parts, part);

    internal static string WireName(this CombinationRule rule) => WordFor(Combinations, rule);

    internal static string WireName(this LearningTime time) => WordFor(LearningTimes, time);

    private static FrozenDictionary<string, T> Words<T>(params (string Word, T Value)[] pairs) =>
        pairs.ToFrozenDictionary(p => p.Word, p => p.Value, StringComparer.Ordinal);

    private static string WordFor<T>(FrozenDictionary<string, T> words, T value)
        where T : struct, Enum =>
        words.FirstOrDefault(w => EqualityComparer<T>.Default.Equals(w.Value, value)).Key
        ?? throw new ArgumentOutOfRangeException(nameof(value), value, "The value has no wire name.");
}
