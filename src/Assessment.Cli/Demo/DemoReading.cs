using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>What a committee's tool read from the server. Everything that the demo prints comes from here.</summary>
internal sealed record DemoReading(
    IReadOnlyList<RoleProfile> Profiles,
    IReadOnlyList<CandidateAssessment> Assessments,
    IReadOnlyList<Scorecard> Scorecards,
    IReadOnlyList<OutstandingScorecard> Outstanding)
{
    /// <summary>Candidates by role, best composite first; those without one last.</summary>
    public IEnumerable<(RoleProfile Profile, CandidateAssessment[] Candidates)> ByRole =>
        from assessment in Assessments
        group assessment by assessment.RoleProfile into role
        orderby role.Key
        select (Profiles.Single(p => p.Name == role.Key), BestFirst(role));

    private static CandidateAssessment[] BestFirst(IEnumerable<CandidateAssessment> candidates) =>
    [
        .. candidates
            .OrderByDescending(a => a.HasCompositeHundredths)
            .ThenByDescending(a => a.CompositeHundredths)
            .ThenBy(a => a.CandidateId, StringComparer.Ordinal),
    ];
}
