namespace Assessment.Calibration.Tests.Support;

/// <summary>Small tables, typed.</summary>
internal static class Tables
{
    public static readonly RatingTable Empty = new RatingTableBuilder().Build();

    /// <summary>
    /// One row a unit (candidate 1, 2, …), one column a rater (1, 2, …), one criterion 'all'; a dot is 'not rated'.
    /// Columns are separated by spaces, rows by line breaks or slashes.
    /// </summary>
    public static RatingTable Grid(string grid, int? lowest = null, int? highest = null)
    {
        var builder = new RatingTableBuilder();
        if (lowest is int low && highest is int high)
        {
            builder.WithScale(low, high);
        }

        string[] rows = grid.Split(['\n', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (int unit = 0; unit < rows.Length; unit++)
        {
            string[] cells = rows[unit].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (int rater = 0; rater < cells.Length; rater++)
            {
                if (cells[rater] != ".")
                {
                    builder.Add(Text(unit + 1), Text(rater + 1), "all", int.Parse(cells[rater], System.Globalization.CultureInfo.InvariantCulture));
                }
            }
        }

        return builder.Build();
    }

    /// <summary>Two raters' contingency table, counts[first's level − 1, second's level − 1], as one unit per count.</summary>
    public static RatingTable FromCounts(int[,] counts)
    {
        var builder = new RatingTableBuilder().WithScale(1, counts.GetLength(0));
        int unit = 0;
        for (int a = 0; a < counts.GetLength(0); a++)
        {
            for (int b = 0; b < counts.GetLength(1); b++)
            {
                for (int i = 0; i < counts[a, b]; i++)
                {
                    string name = Text(++unit);
                    builder.Add(name, "1", "all", a + 1);
                    builder.Add(name, "2", "all", b + 1);
                }
            }
        }

        return builder.Build();
    }

    public static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
