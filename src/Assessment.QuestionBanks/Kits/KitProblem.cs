namespace Assessment.QuestionBanks;

/// <summary>A kit's choice as numbers: which questions, what each covers, what covering is worth.</summary>
internal sealed class KitProblem
{
    public KitProblem(KitBrief brief)
    {
        Members = brief.Members;
        Minutes = brief.Minutes;
        var criteria = brief.Banks.OrderBy(b => b.Track).SelectMany(b => b.Competencies)
            .SelectMany(competency => competency.Criteria.Select(criterion => (Competency: competency, Criterion: criterion)))
            .Select(x => (x.Competency, x.Criterion, Weight: WeightOf(brief.Profile, x.Competency.Id)))
            .Where(x => x.Weight > 0)
            .ToArray();
        CriterionIds = [.. criteria.Select(x => x.Criterion.Id)];
        CompetencyIds = [.. criteria.Select(x => x.Competency.Id)];
        Values = [.. criteria.Select(x => (long)x.Weight * x.Criterion.Weight * 10_000 / x.Competency.Criteria.Sum(c => c.Weight))];
        Wanted = [.. criteria.Select(x => x.Weight >= brief.CriticalWeight ? Math.Min(2, brief.Members) : 1)];
        var index = CriterionIds.Select((id, i) => (id, i)).ToDictionary(x => x.id, x => x.i, StringComparer.Ordinal);

        var suited = brief.Banks.SelectMany(b => b.Competencies).SelectMany(c => c.Questions)
            .Where(q => q.Levels.Contains(brief.Level) && !brief.AskedBefore.Contains(q.Id) && q.Minutes <= brief.Minutes)
            .Select(q => (Question: q, Criteria: q.CriterionIds.Where(index.ContainsKey).Select(id => index[id]).ToArray()))
            .Where(x => x.Criteria.Length > 0)
            .ToArray();
        var fresh = suited.Where(x => !brief.AskedLately.Contains(x.Question.Id)).ToArray();
        var freshlyElicited = fresh.SelectMany(x => x.Criteria).ToHashSet();
        var chosen = suited.Where(x =>
            !brief.AskedLately.Contains(x.Question.Id) || x.Criteria.Any(c => !freshlyElicited.Contains(c))).ToArray();
        Questions = [.. chosen.Select(x => x.Question)];
        Criteria = [.. chosen.Select(x => x.Criteria)];
        Exposures = [.. Questions.Select(q => brief.Exposures.GetValueOrDefault(q.Id))];
        Shared = SharedQuestion();
    }

    public int Members { get; }

    /// <summary>For each member.</summary>
    public int Minutes { get; }

    public string[] CriterionIds { get; }

    /// <summary>Of each criterion.</summary>
    public string[] CompetencyIds { get; }

    /// <summary>What one wanted look at each criterion is worth.</summary>
    public long[] Values { get; }

    /// <summary>How many members each criterion wants: 1, or 2 where its competency is critical.</summary>
    public int[] Wanted { get; }

    public Question[] Questions { get; }

    /// <summary>Of each question, as indexes.</summary>
    public int[][] Criteria { get; }

    public int[] Exposures { get; }

    /// <summary>The claim question that two members put, so that the answers can be compared; −1 when none suits.</summary>
    public int Shared { get; }

    /// <summary>Whether a member may be given a question on its own: the shared one is dealt before, and the halves of a claim differ.</summary>
    public bool MayAsk(int member, int question) => Questions[question].Claim?.Part switch
    {
        null => true,
        ClaimPart.Shared => false,
        ClaimPart.First => member == 0,
        _ => member == Math.Min(1, Members - 1),
    };

    private static int WeightOf(Scoring.RoleProfile profile, string competencyId) =>
        profile.Competencies.FirstOrDefault(c => c.CompetencyId == competencyId)?.Weight ?? 0;

    /// <summary>Of the shared questions, the one whose criteria the profile weighs most; of equals the first.</summary>
    private int SharedQuestion()
    {
        int best = -1;
        for (int q = 0; q < Questions.Length; q++)
        {
            if (Questions[q].Claim?.Part == ClaimPart.Shared && (best < 0 || Claimed(q) > Claimed(best)))
            {
                best = q;
            }
        }

        return best;

        long Claimed(int question) => Criteria[question].Sum(c => Values[c]);
    }
}
