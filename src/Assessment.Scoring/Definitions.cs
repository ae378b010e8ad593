namespace Assessment.Scoring;

/// <summary>One behaviorally anchored scale, as a bank defines it.</summary>
/// <param name="Id">Unique within a rubric, ordinal comparison, e.g. <c>P1.decision</c>.</param>
/// <param name="Weight">Relative weight inside its competency, in [1, 1000].</param>
public sealed record CriterionDefinition(string Id, int Weight);

/// <summary>What is assessed: criteria under one name, in one track.</summary>
/// <param name="Id">Unique within a rubric, ordinal comparison, e.g. <c>P1</c>.</param>
/// <param name="Track">The track it belongs to; not <see cref="Track.None"/>.</param>
/// <param name="Weight">Relative weight inside its track, in [1, 1000].</param>
/// <param name="EvidenceAtExtremes">Whether a rating of 1 or 5 needs evidence text.</param>
/// <param name="Criteria">Its criteria in bank order, 1 to <see cref="RubricLimits.CriteriaPerCompetency"/> of them.</param>
public sealed record CompetencyDefinition(
    string Id, Track Track, int Weight, bool EvidenceAtExtremes, IReadOnlyList<CriterionDefinition> Criteria);

/// <summary>An observable sign that caps criteria while it stands on a card.</summary>
/// <param name="Id">Unique within a rubric, ordinal comparison.</param>
/// <param name="CapLevel">The highest level that a capped criterion can be worth, in [1, 5].</param>
/// <param name="CriterionIds">The criteria it caps, at least one, each in the rubric.</param>
public sealed record RedFlagDefinition(string Id, int CapLevel, IReadOnlyList<string> CriterionIds);

/// <summary>Sizes that keep every intermediate of the integer arithmetic inside 32 bits.</summary>
public static class RubricLimits
{
    /// <summary>The most competencies of one rubric; a focus is one bit a competency.</summary>
    public const int Competencies = 64;

    /// <summary>The most criteria of one competency: 64 · 1000 · 10000 stays below 2³².</summary>
    public const int CriteriaPerCompetency = 64;

    /// <summary>The largest weight.</summary>
    public const int Weight = 1000;
}
