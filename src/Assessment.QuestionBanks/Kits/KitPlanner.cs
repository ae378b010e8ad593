namespace Assessment.QuestionBanks;

/// <summary>Chooses questions for a panel.</summary>
public static class KitPlanner
{
    /// <summary>
    /// Chooses questions that maximize the weighted coverage of the role within each member's minutes. Each question has one member,
    /// but for one shared claim question that two members put; the halves of a claim go to different members.
    /// </summary>
    /// <param name="brief">What to plan from.</param>
    /// <returns>The kit; with no suitable question, members without any.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 or more than 64 members, or less than 1 minute.</exception>
    public static Kit Plan(KitBrief brief)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brief.Members, 1, nameof(brief));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(brief.Members, 64, nameof(brief));
        ArgumentOutOfRangeException.ThrowIfLessThan(brief.Minutes, 1, nameof(brief));
        var problem = new KitProblem(brief);
        var (choice, optimal) = new KitSearch(problem).Run();
        int[] uncovered = [.. Enumerable.Range(0, problem.Values.Length).Where(c => choice.Looks(c) == 0)];
        long all = problem.Values.Sum();
        return new Kit(
            [.. Enumerable.Range(0, brief.Members).Select(member => QuestionsOf(problem, choice, member))],
            choice.Value,
            all == 0 ? 0 : (int)Math.Round(10_000m * (all - uncovered.Sum(c => problem.Values[c])) / all, MidpointRounding.ToEven),
            [.. uncovered.Select(c => problem.CriterionIds[c])],
            brief.Members == 1
                ? []
                : [.. Enumerable.Range(0, problem.Values.Length)
                    .Where(c => problem.Wanted[c] > 1 && choice.Looks(c) < 2).Select(c => problem.CompetencyIds[c]).Distinct()],
            optimal);
    }

    /// <summary>The shared claim question opens; the rest follow in rubric order, so that the talk doesn't jump between subjects.</summary>
    private static IReadOnlyList<Question> QuestionsOf(KitProblem problem, KitChoice choice, int member) =>
    [
        .. Enumerable.Range(0, problem.Questions.Length)
            .Where(q => choice.IsAskedBy(member, q))
            .OrderBy(q => q == problem.Shared ? -1 : problem.Criteria[q].Min())
            .ThenBy(q => problem.Questions[q].Id, StringComparer.Ordinal)
            .Select(q => problem.Questions[q]),
    ];
}
