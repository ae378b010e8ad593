using Assessment.QuestionBanks;
using Assessment.Scoring;
using Assessment.Storage;

namespace Assessment.Server.Catalog;

/// <summary>The banks and the role profile of an interview, compiled: everything that scoring its cards needs.</summary>
internal sealed class InterviewRubric
{
    public InterviewRubric(IReadOnlyList<QuestionBank> banks, RoleProfileSet profiles, RoleProfile profile)
    {
        Banks = banks;
        Profiles = profiles;
        Rubric = RubricCompiler.Compile(banks);
        Profile = new BoundProfile(Rubric, profile);
    }

    /// <summary>The pinned banks, ordered by id.</summary>
    public IReadOnlyList<QuestionBank> Banks { get; }

    public RoleProfileSet Profiles { get; }

    public Rubric Rubric { get; }

    public BoundProfile Profile { get; }

    /// <summary>The rules of the verdict for the interview's role and its other open roles.</summary>
    public VerdictRules VerdictRulesOf(Interview interview) => new(
        new RoleRules(Profile, Profiles.Verdict, Profiles.LearningTimes),
        [.. interview.OpenRoles.Select(open => open.Split('/')).Select(
            open => Profiles.RulesOf(Rubric, open[0], WireNames.FindRoleLevel(open[1])!.Value)).OfType<RoleRules>()]);

    /// <summary>The focus on competencies that were checked when they were assigned; none means all.</summary>
    public Focus FocusOn(IReadOnlyList<string> competencyIds) =>
        competencyIds.Count == 0 ? Rubric.Everything : Rubric.FocusOn(competencyIds);
}
