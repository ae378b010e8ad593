using Assessment.Scoring;
using Assessment.Server.Errors;

namespace Assessment.Server.Scores;

/// <summary>A focus as requests name it: competency ids.</summary>
internal static class FocusRequest
{
    /// <summary>The named competencies in rubric order, without those that are unknown or named twice: the violations say which.</summary>
    public static IReadOnlyList<string> Parse(IReadOnlyList<string> competencies, string field, Rubric rubric, FieldViolations violations)
    {
        if (competencies.Count == 0)
        {
            return [];
        }

        var seen = new SortedSet<int>();
        for (int i = 0; i < competencies.Count; i++)
        {
            int index = rubric.FindCompetency(competencies[i]);
            if (index < 0)
            {
                violations.Add($"{field}[{i}]", "is not a competency of the pinned banks.");
            }
            else if (!seen.Add(index))
            {
                violations.Add($"{field}[{i}]", $"names '{competencies[i]}' a second time.");
            }
        }

        return [.. seen.Select(index => rubric.CompetencyIds[index])];
    }
}
