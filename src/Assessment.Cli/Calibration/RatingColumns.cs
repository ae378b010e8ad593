namespace Assessment.Cli.Calibration;

/// <summary>Where the header puts each column; −1 for an optional one that isn't there.</summary>
internal sealed record RatingColumns(
    int Count, int Candidate, int Rater, int Criterion, int Score, int Period, int Group, IReadOnlyList<string> Extra)
{
    private static readonly string[] Known = ["candidate", "rater", "criterion", "score", "period", "group"];

    private const int Required = 4;

    /// <summary>Reads a header; names are matched without regard to case.</summary>
    public static RatingColumns? Of(IReadOnlyList<string> header, long line, BadLines bad)
    {
        var at = Enumerable.Repeat(-1, Known.Length).ToArray();
        var extra = new List<string>();
        for (int i = 0; i < header.Count; i++)
        {
            int known = Array.FindIndex(Known, name => name.Equals(header[i], StringComparison.OrdinalIgnoreCase));
            if (known < 0)
            {
                extra.Add(header[i]);
            }
            else if (at[known] >= 0)
            {
                bad.Add(line, $"the column '{Known[known]}' comes twice");
            }
            else
            {
                at[known] = i;
            }
        }

        string[] missing = [.. Known.Take(Required).Where((_, known) => at[known] < 0)];
        if (missing.Length > 0)
        {
            bad.Add(line, $"the header lacks {string.Join(", ", missing)}; it must name candidate, rater, criterion and score, separated by commas");
        }

        return bad.Count > 0 ? null : new RatingColumns(header.Count, at[0], at[1], at[2], at[3], at[4], at[5], extra);
    }
}
