namespace Assessment.Scoring.Tests;

/// <summary>Small rubrics and profiles for examples.</summary>
internal static class Panels
{
    public static readonly int[] Cuts = [1_000, 3_000, 5_000, 7_000, 9_000];

    /// <summary>Six competencies of two criteria each, and flag F0 on two criteria.</summary>
    public static Rubric TwelveCriteria() => Rubric.Compile(
        [.. Enumerable.Range(0, 6).Select(i => Competency($"C{i}", Track.ProductSense, 1 + i, 3, 2))],
        [new("F0", 2, ["C1.0", "C4.1"])]);

    /// <summary>A competency whose criteria have the weights given.</summary>
    public static CompetencyDefinition Competency(string id, Track track, int weight, params int[] criterionWeights) =>
        new(id, track, weight, false, [.. criterionWeights.Select((w, i) => new CriterionDefinition($"{id}.{i}", w))]);

    /// <summary>Competencies of one criterion each, in one track, with weight 1.</summary>
    public static Rubric Singles(int count) => Rubric.Compile(
        [.. Enumerable.Range(0, count).Select(i => Competency($"C{i}", Track.ProductSense, 1, 1))], []);

    /// <summary>Weight 1 and bar 3 for every competency; none required.</summary>
    public static BoundProfile Bound(Rubric rubric) => Bound(rubric, [.. rubric.CompetencyIds.Select(id => new ProfileCompetency(id, 1, 3, false))]);

    public static BoundProfile Bound(
        Rubric rubric, ProfileCompetency[] asked, int minimumCoverage = 0, CombinationRule rule = CombinationRule.Mean, int[]? cuts = null) =>
        new(rubric, new RoleProfile("ml_engineer", "senior", asked, cuts ?? Cuts, minimumCoverage, rule));

    /// <summary>A scored card over the whole rubric; criteria by position, 0 for not observed.</summary>
    public static ScorecardScore Scored(BoundProfile profile, params int[] levels)
    {
        var score = new ScorecardScore(profile.Rubric);
        Assert.True(score.TryScore(profile, profile.Rubric.Everything, [.. levels.Select((level, i) => new Rating(i, level, true))], []));
        return score;
    }

    /// <summary>A candidate from cards over the whole rubric.</summary>
    public static CandidateScore Candidate(BoundProfile profile, params int[][] cards) =>
        CandidateScore.Combine(profile, Array.ConvertAll(cards, levels => Scored(profile, levels)));
}
