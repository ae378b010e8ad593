using System.Text.RegularExpressions;
using Assessment.Server.Errors;
using Assessment.V1;

namespace Assessment.Server.Calibrations;

/// <summary>Group labels and the categories they are asked for by, checked.</summary>
internal static partial class GroupLabelRequest
{
    public static void Check(SetGroupLabelsRequest request, FieldViolations violations)
    {
        violations.Count("labels", request.Labels.Count, 1, violations.Limits.GroupLabels);
        var seen = new HashSet<(string, string)>();
        for (int i = 0; i < request.Labels.Count; i++)
        {
            var label = request.Labels[i];
            violations.RequireId($"labels[{i}].candidate_id", label.CandidateId);
            violations.Text($"labels[{i}].label", label.Label, violations.Limits.GroupLabelLength);
            CheckCategory($"labels[{i}].category", label.Category, violations);
            if (!seen.Add((label.CandidateId, label.Category)))
            {
                violations.Add($"labels[{i}]", "labels a candidate in a category that an earlier one labels.");
            }
        }
    }

    public static void CheckCategories(IReadOnlyList<string> categories, FieldViolations violations)
    {
        violations.Count("categories", categories.Count, 1, 2);
        violations.Distinct("categories", categories);
        for (int i = 0; i < categories.Count; i++)
        {
            CheckCategory($"categories[{i}]", categories[i], violations);
        }
    }

    private static void CheckCategory(string field, string category, FieldViolations violations)
    {
        if (!Category().IsMatch(category))
        {
            violations.Add(field, "is not 1 to 100 characters of a-z, 0-9 and _.");
        }
    }

    [GeneratedRegex("^[a-z0-9_]{1,100}$", RegexOptions.CultureInvariant)]
    private static partial Regex Category();
}
