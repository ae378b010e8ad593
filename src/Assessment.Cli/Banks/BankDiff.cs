using Assessment.V1;

namespace Assessment.Cli.Banks;

/// <summary>One difference between two banks. Old is null where something was added, New where it was removed.</summary>
internal sealed record BankChange(string Id, string Field, string? Old, string? New)
{
    public string Kind => (Old, New) switch { (null, _) => "added", (_, null) => "removed", _ => "changed" };
}

/// <summary>What differs between two banks, by the ids of their parts.</summary>
internal static class BankDiff
{
    /// <summary>Every difference: first the bank's own fields, then by id. Order within the bank counts for nothing.</summary>
    public static IReadOnlyList<BankChange> Between(QuestionBank old, QuestionBank @new)
    {
        var (before, after) = (PartsOf(old), PartsOf(@new));
        var changes = new List<BankChange>();
        foreach (string id in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            if (!after.TryGetValue(id, out var newer))
            {
                changes.Add(new BankChange(id, "", TitleOf(before[id]), null));
            }
            else if (!before.TryGetValue(id, out var older))
            {
                changes.Add(new BankChange(id, "", null, TitleOf(newer)));
            }
            else
            {
                changes.AddRange(
                    from field in older.Keys.Union(newer.Keys)
                    let was = older.GetValueOrDefault(field, "")
                    let now = newer.GetValueOrDefault(field, "")
                    where was != now
                    select new BankChange(id, field, was, now));
            }
        }

        return changes;
    }

    private static string TitleOf(Dictionary<string, string> part) => part.Values.First();

    /// <summary>Every part with an id, and the bank itself under the empty id; each with its fields, what it says first.</summary>
    private static Dictionary<string, Dictionary<string, string>> PartsOf(QuestionBank bank)
    {
        var parts = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal)
        {
            [""] = new()
            {
                ["title"] = bank.Title,
                ["version"] = bank.Version,
                ["track"] = bank.Track.ToString(),
                ["summary"] = bank.Summary,
                ["rationale"] = bank.Rationale,
                ["provenance"] = bank.Provenance,
                ["evidence_at_extremes"] = bank.EvidenceAtExtremes.ToString(),
            },
        };
        foreach (var competency in bank.Competencies)
        {
            parts[competency.Id] = new()
            {
                ["name"] = competency.DisplayName,
                ["description"] = competency.Description,
                ["weight"] = $"{competency.Weight}",
                ["rationale"] = competency.Rationale,
            };
            foreach (var criterion in competency.Criteria)
            {
                parts[criterion.Id] = new() { ["name"] = criterion.DisplayName, ["weight"] = $"{criterion.Weight}" };
                for (int level = 0; level < criterion.Anchors.Count; level++)
                {
                    parts[criterion.Id][$"anchor {level + 1}"] = criterion.Anchors[level];
                }
            }

            foreach (var question in competency.Questions)
            {
                parts[question.Id] = FieldsOf(question);
            }

            foreach (var flag in competency.RedFlags)
            {
                parts[flag.Id] = new() { ["sign"] = flag.Sign, ["cap"] = $"{flag.CapLevel}", ["criteria"] = string.Join(", ", flag.Criteria) };
            }
        }

        return parts;
    }

    private static Dictionary<string, string> FieldsOf(Question question)
    {
        var fields = new Dictionary<string, string>
        {
            ["prompt"] = question.Prompt,
            ["minutes"] = $"{question.Minutes}",
            ["levels"] = string.Join(", ", question.Levels),
            ["criteria"] = string.Join(", ", question.Criteria),
            ["claim"] = question.Claim is { } claim ? $"probe {claim.Probe}, {claim.Part}: {string.Join(", ", claim.Records)}" : "",
        };
        for (int i = 0; i < question.Probes.Count; i++)
        {
            fields[$"probe {i + 1}"] = question.Probes[i];
        }

        return fields;
    }
}
