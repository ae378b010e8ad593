using Assessment.QuestionBanks;
using Assessment.Server.Catalog;
using Assessment.Server.Names;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Server.Banks;

/// <summary>Banks and profiles as the contract shows them.</summary>
internal static class BankReply
{
    public static V1.QuestionBank Of(QuestionBank bank, DateTimeOffset? publishedAt, bool whole)
    {
        var reply = new V1.QuestionBank
        {
            Name = ResourceNames.QuestionBank(bank.Id, bank.Version),
            BankId = bank.Id,
            Version = bank.Version,
            Sha256 = bank.Sha256,
            Track = (V1.Track)bank.Track,
            Title = bank.Title,
            Summary = bank.Summary,
            Rationale = bank.Rationale,
            Provenance = bank.Provenance,
            EvidenceAtExtremes = bank.EvidenceAtExtremes,
            PublishedAt = publishedAt?.ToTimestamp(),
        };
        if (whole)
        {
            reply.Competencies.AddRange(bank.Competencies.Select(Of));
        }

        return reply;
    }

    public static V1.QuestionBank Of(PublishedBank bank, bool whole) => Of(bank.Bank, bank.PublishedAt, whole);

    public static V1.Criterion Of(Criterion criterion) => new()
    {
        Id = criterion.Id,
        DisplayName = criterion.Name,
        Weight = criterion.Weight,
        Anchors = { criterion.Anchors },
    };

    public static V1.Question Of(Question question) => new()
    {
        Id = question.Id,
        Prompt = question.Prompt,
        Probes = { question.Probes },
        Minutes = question.Minutes,
        Levels = { question.Levels.Select(LevelOf) },
        Criteria = { question.CriterionIds },
        Claim = question.Claim is not { } claim ? null : new V1.ClaimProbe
        {
            Probe = claim.Probe,
            Part = PartOf(claim.Part),
            Records = { claim.Records },
        },
    };

    public static V1.RoleProfile Of(RoleProfileSet profiles, string role, RoleLevel level)
    {
        var profile = profiles.Find(role, level)!;
        var text = profiles.Roles.First(r => r.Id == role);
        return new V1.RoleProfile
        {
            Name = ResourceNames.RoleProfile(role, level.WireName()),
            Role = role,
            Level = LevelOf(level),
            Version = profiles.Version,
            Sha256 = profiles.Sha256,
            Title = text.Title,
            Rationale = text.Rationale,
            Combination = CombinationOf(profile.Combination),
            MinimumCoverageHundredths = profile.MinimumCoverage,
            CutScoresHundredths = { profile.CutScores },
            Competencies =
            {
                profile.Competencies.Select(c => new V1.RoleCompetency
                {
                    Competency = c.CompetencyId, Weight = c.Weight, BarLevel = c.Bar, Required = c.Required,
                }),
            },
        };
    }

    public static V1.CombinationRule CombinationOf(Scoring.CombinationRule rule) => rule switch
    {
        Scoring.CombinationRule.Median => V1.CombinationRule.Median,
        Scoring.CombinationRule.TrimmedMean => V1.CombinationRule.TrimmedMean,
        _ => V1.CombinationRule.Mean,
    };

    private static V1.Competency Of(Competency competency) => new()
    {
        Id = competency.Id,
        DisplayName = competency.Name,
        Description = competency.Description,
        Weight = competency.Weight,
        Rationale = competency.Rationale,
        Criteria = { competency.Criteria.Select(Of) },
        Questions = { competency.Questions.Select(Of) },
        RedFlags =
        {
            competency.RedFlags.Select(flag => new V1.RedFlag
            {
                Id = flag.Id, Sign = flag.Sign, CapLevel = flag.Cap, Criteria = { flag.CriterionIds },
            }),
        },
    };

    private static V1.RoleLevel LevelOf(RoleLevel level) => level switch
    {
        RoleLevel.Junior => V1.RoleLevel.Junior,
        RoleLevel.Mid => V1.RoleLevel.Mid,
        RoleLevel.Senior => V1.RoleLevel.Senior,
        _ => V1.RoleLevel.Staff,
    };

    private static V1.ClaimProbe.Types.Part PartOf(ClaimPart part) => part switch
    {
        ClaimPart.First => V1.ClaimProbe.Types.Part.First,
        ClaimPart.Second => V1.ClaimProbe.Types.Part.Second,
        _ => V1.ClaimProbe.Types.Part.Shared,
    };
}
