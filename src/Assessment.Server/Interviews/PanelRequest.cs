using Assessment.Scoring;
using Assessment.Server.Errors;
using Assessment.Server.Scores;
using Assessment.Storage;

namespace Assessment.Server.Interviews;

/// <summary>Panel members as requests name them.</summary>
internal static class PanelRequest
{
    /// <summary>The members ordered by interviewer id.</summary>
    public static IReadOnlyList<PanelMember> Parse(
        IReadOnlyList<V1.PanelMember> panel, string field, Rubric? rubric, FieldViolations violations)
    {
        if (panel.Count > violations.Limits.PanelMembers)
        {
            violations.Add(field, $"has {panel.Count} items; at most {violations.Limits.PanelMembers} are allowed.");
            return [];
        }

        var members = new SortedDictionary<string, PanelMember>(StringComparer.Ordinal);
        for (int i = 0; i < panel.Count; i++)
        {
            string id = violations.RequireId($"{field}[{i}].interviewer_id", panel[i].InterviewerId);
            var focus = rubric is null ? [] : FocusRequest.Parse(panel[i].Focus, $"{field}[{i}].focus", rubric, violations);
            if (!members.TryAdd(id, new PanelMember(id, focus)))
            {
                violations.Add($"{field}[{i}].interviewer_id", "names an interviewer that stands before it.");
            }
        }

        return [.. members.Values];
    }
}
