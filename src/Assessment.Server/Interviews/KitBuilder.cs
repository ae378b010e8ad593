using Assessment.QuestionBanks;
using Assessment.Server.Access;
using Assessment.Server.Banks;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Scorecards;
using Assessment.Storage;
using Assessment.V1;
using Interview = Assessment.Storage.Interview;

namespace Assessment.Server.Interviews;

/// <summary>Builds interview kits: for an interview, whose questions it then counts, or for a role alone.</summary>
internal sealed class KitBuilder(InterviewStore interviews, KitStore kits, RubricCatalogs catalogs, Limits limits, TimeProvider clock)
{
    private const int FewestMinutes = 5;

    public async Task<InterviewKit> BuildAsync(BuildKitRequest request, Caller caller, CancellationToken cancellation)
    {
        var violations = new FieldViolations(limits);
        CheckRange(violations, "minutes", request.Minutes, FewestMinutes, limits.KitMinutes);
        CheckRange(violations, "avoid_recent_kits", request.AvoidRecentKits, 0, limits.RecentKits);
        var id = ResourceNames.ParseOptionalInterview(violations, "interview", request.Interview);
        var catalog = await catalogs.OfAsync(caller.Tenant, cancellation);
        Interview? interview = null;
        InterviewRubric? rubric = null;
        if (request.Interview.Length == 0)
        {
            CheckRange(violations, "panel_size", request.PanelSize, 1, limits.KitMembers);
            rubric = await CompileAsync(request, catalog, violations, cancellation);
        }
        else if (!violations.Any)
        {
            interview = await interviews.FindAsync(caller.Tenant, id!.Value, cancellation) ?? throw RequestException.NotFound(request.Interview);
            IndependentRating.RequireOnPanel(caller, interview);
            if (interview.Panel.Count == 0 || interview.Panel.Count > limits.KitMembers)
            {
                violations.Add("interview", $"has a panel of {interview.Panel.Count}; kits are built for 1 to {limits.KitMembers} members.");
            }

            rubric = await catalog.CompileAsync(interview, cancellation);
        }

        violations.ThrowIfAny();
        var history = await kits.HistoryAsync(
            caller.Tenant, id ?? Guid.Empty, interview?.CandidateId ?? "", request.AvoidRecentKits, cancellation);
        var kit = KitPlanner.Plan(BriefOf(rubric!, request.Minutes, interview?.Panel.Count ?? request.PanelSize, history));
        if (interview is not null)
        {
            string[] questions = [.. kit.Members.SelectMany(m => m).Select(q => q.Id).Distinct()];
            await kits.SaveAsync(
                caller.Tenant, interview.Id, interview.CandidateId, questions, clock.GetMicroseconds(), cancellation);
        }

        return ReplyOf(kit, request, interview, rubric!, history);
    }

    private static void CheckRange(FieldViolations violations, string field, int value, int fewest, int most)
    {
        if (value < fewest || value > most)
        {
            violations.Add(field, $"is {value}; {fewest} to {most} are allowed.");
        }
    }

    private static KitBrief BriefOf(InterviewRubric rubric, int minutes, int members, QuestionHistory history) => new()
    {
        Banks = rubric.Banks,
        Profile = rubric.Profile.Profile,
        Level = WireNames.FindRoleLevel(rubric.Profile.Profile.Level)!.Value,
        CriticalWeight = rubric.Profiles.Verdict.CriticalWeight,
        Members = members,
        Minutes = minutes,
        AskedBefore = history.AskedOfCandidate,
        AskedLately = history.AskedLately,
        Exposures = history.Exposures,
    };

    private static InterviewKit ReplyOf(
        Kit kit, BuildKitRequest request, Interview? interview, InterviewRubric rubric, QuestionHistory history)
    {
        var criteria = rubric.Banks.SelectMany(b => b.Competencies).SelectMany(c => c.Criteria).ToDictionary(c => c.Id, StringComparer.Ordinal);
        var profile = rubric.Profile.Profile;
        return new InterviewKit
        {
            Interview = request.Interview,
            RoleProfile = ResourceNames.RoleProfile(profile.Role, profile.Level),
            QuestionBanks = { rubric.Banks.Select(b => ResourceNames.QuestionBank(b.Id, b.Version)) },
            CoverageHundredths = kit.Coverage,
            UncoveredCriteria = { kit.UncoveredCriteria },
            CoveredOnce = { kit.CoveredOnce },
            Optimal = kit.Optimal,
            Members =
            {
                kit.Members.Select((questions, member) => new KitMember
                {
                    InterviewerId = interview?.Panel[member].InterviewerId ?? "",
                    Minutes = questions.Sum(q => q.Minutes),
                    Focus = { FocusOf(questions, rubric) },
                    Questions =
                    {
                        questions.Select(q => new KitQuestion
                        {
                            Question = BankReply.Of(q),
                            Criteria = { q.CriterionIds.Select(c => BankReply.Of(criteria[c])) },
                            Exposures = history.Exposures.GetValueOrDefault(q.Id),
                        }),
                    },
                }),
            },
        };
    }

    private static IEnumerable<string> FocusOf(IReadOnlyList<QuestionBanks.Question> questions, InterviewRubric rubric) => questions
        .SelectMany(q => q.CriterionIds)
        .Select(id => rubric.Rubric.CompetencyOf(rubric.Rubric.FindCriterion(id)))
        .Distinct().Order().Select(competency => rubric.Rubric.CompetencyIds[competency]);

    private static async Task<InterviewRubric?> CompileAsync(
        BuildKitRequest request, RubricCatalog catalog, FieldViolations violations, CancellationToken cancellation)
    {
        var pins = await Pins.FindAsync(catalog, request.RoleProfile, "", request.QuestionBanks, "", violations, cancellation);
        return pins is null ? null : await catalog.CompileAsync(pins, cancellation);
    }
}
