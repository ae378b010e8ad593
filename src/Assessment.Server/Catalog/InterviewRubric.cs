using Assessment.QuestionBanks;
using Assessment.Scoring;

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

    /// <summary>The focus on competencies that were checked when they were assigned; none means all.</summary>
    public Focus FocusOn(IReadOnlyList<string> competencyIds) =>
        competencyIds.Count == 0 ? Rubric.Everything : Rubric.FocusOn(competencyIds);
}
