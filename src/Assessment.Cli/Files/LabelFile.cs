using Assessment.V1;

namespace Assessment.Cli.Files;

/// <summary>Group labels as a table of comma-separated values: candidate, category, label.</summary>
internal static class LabelFile
{
    private static readonly string[] Columns = ["candidate", "category", "label"];

    /// <summary>The labels, in the order of the rows. An empty label takes one away.</summary>
    /// <exception cref="FormatException">The table can't be read; the message says where.</exception>
    public static IReadOnlyList<GroupLabel> Parse(string text)
    {
        var rows = CsvRows.Read(text);
        if (rows.Count == 0 || !rows[0].Cells.Select(head => head.Trim().ToLowerInvariant()).SequenceEqual(Columns))
        {
            throw new FormatException($"line 1: the columns must be {string.Join(",", Columns)}.");
        }

        var seen = new HashSet<(string, string)>();
        var labels = new List<GroupLabel>(rows.Count - 1);
        foreach (var row in rows.Skip(1))
        {
            if (row.Cells.Count != Columns.Length)
            {
                throw new FormatException($"line {row.Line}: it has {row.Cells.Count} cells, not {Columns.Length}.");
            }

            var label = new GroupLabel { CandidateId = row.Cells[0].Trim(), Category = row.Cells[1].Trim(), Label = row.Cells[2].Trim() };
            if (!seen.Add((label.CandidateId, label.Category)))
            {
                throw new FormatException($"line {row.Line}: an earlier line labels {label.CandidateId} in {label.Category}.");
            }

            labels.Add(label);
        }

        return labels.Count > 0 ? labels : throw new FormatException("it has a header and no label.");
    }
}
