using System.Globalization;
using System.Text;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Cli.Files;

/// <summary>Scorecards as a table of comma-separated values: a row for each rating or red flag, and the rows of an interview and interviewer are one card.</summary>
internal static class CardTable
{
    public static readonly string[] Columns =
        ["interview", "interviewer", "criterion", "level", "reason", "red_flag", "evidence", "note", "interviewed_at", "candidate", "submitter", "request_id"];

    private static readonly Dictionary<string, NotObservedReason> Reasons = new(StringComparer.Ordinal)
    {
        ["not_asked"] = NotObservedReason.NotAsked,
        ["out_of_time"] = NotObservedReason.OutOfTime,
        ["inconclusive"] = NotObservedReason.Inconclusive,
        ["declined"] = NotObservedReason.Declined,
        ["outside_expertise"] = NotObservedReason.OutsideExpertise,
    };

    /// <summary>The cards in the order of their first rows. A table that can't be read is one card that can't be.</summary>
    public static IEnumerable<CardItem> Parse(string file, string text)
    {
        try
        {
            var rows = CsvRows.Read(text);
            var columns = ReadHeads(rows);
            return
            [
                .. rows.Skip(1).Select(row => new Row(row, columns))
                    .GroupBy(row => (row["interview"], row["interviewer"]))
                    .Select((card, index) => ReadCard(file, index + 1, [.. card])),
            ];
        }
        catch (FormatException e)
        {
            return [new CardItem(file, 1, null, $"Nothing of the file was sent: {e.Message}")];
        }
    }

    private static Dictionary<string, int> ReadHeads(IReadOnlyList<CsvRow> rows)
    {
        string[] heads = rows.Count > 0 ? [.. rows[0].Cells.Select(h => h.Trim().ToLowerInvariant())] : throw new FormatException("it is empty.");
        if (heads.FirstOrDefault(h => !Columns.Contains(h)) is { } unknown)
        {
            throw new FormatException($"line 1: '{unknown}' is no column. There are {string.Join(", ", Columns)}.");
        }

        if (heads.GroupBy(h => h).FirstOrDefault(h => h.Count() > 1) is { } twice)
        {
            throw new FormatException($"line 1: the column '{twice.Key}' is there twice.");
        }

        return Columns[..3].FirstOrDefault(c => !heads.Contains(c)) is { } missing
            ? throw new FormatException($"line 1: the column '{missing}' is missing.")
            : heads.Select((name, index) => (name, index)).ToDictionary(h => h.name, h => h.index, StringComparer.Ordinal);
    }

    private static CardItem ReadCard(string file, int number, IReadOnlyList<Row> rows)
    {
        try
        {
            string time = Same(rows, "interviewed_at");
            var card = new Scorecard
            {
                InterviewerId = rows[0]["interviewer"],
                SubmitterId = Same(rows, "submitter"),
                CandidateId = Same(rows, "candidate"),
                Note = Same(rows, "note"),
                InterviewedAt = time.Length == 0 ? null : ReadTime(rows[0], time),
            };
            foreach (var row in rows)
            {
                Add(row, card);
            }

            string parent = Commands.Names.Interview(rows[0]["interview"]);
            return new CardItem(file, number, new SubmitScorecardRequest { Parent = parent, Scorecard = card, RequestId = Same(rows, "request_id") }, null);
        }
        catch (FormatException e)
        {
            return new CardItem(file, number, null, e.Message);
        }
    }

    private static void Add(Row row, Scorecard card)
    {
        string criterion = row["criterion"], flag = row["red_flag"], level = row["level"], reason = row["reason"];
        if ((criterion.Length > 0) == (flag.Length > 0))
        {
            throw row.Error("needs a criterion or a red_flag, and not both.");
        }

        if (flag.Length > 0)
        {
            if (level.Length > 0 || reason.Length > 0)
            {
                throw row.Error("is a red flag's, which has neither level nor reason.");
            }

            card.RaisedFlags.Add(new RaisedFlag { RedFlag = flag, Evidence = row["evidence"] });
            return;
        }

        var rating = new Rating { Criterion = criterion, Evidence = row["evidence"] };
        if ((level.Length > 0) == (reason.Length > 0))
        {
            throw row.Error("needs a level or a reason, and not both.");
        }

        if (level.Length > 0)
        {
            rating.Level = int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed)
                ? parsed
                : throw row.Error($"'{level}' is no level of 1 to 5.");
        }
        else
        {
            rating.NotObservedReason = Reasons.TryGetValue(reason, out var known)
                ? known
                : throw row.Error($"'{reason}' is no reason. There are {string.Join(", ", Reasons.Keys)}.");
        }

        card.Ratings.Add(rating);
    }

    /// <summary>A value of the whole card: each of its rows says it, or nothing.</summary>
    private static string Same(IReadOnlyList<Row> rows, string column)
    {
        string value = "";
        foreach (var row in rows.Where(r => r[column].Length > 0))
        {
            value = value.Length == 0 || value == row[column] ? row[column] : throw row.Error($"the card's {column} is another in an earlier row.");
        }

        return value;
    }

    private static Timestamp ReadTime(Row row, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? Timestamp.FromDateTimeOffset(time)
            : throw row.Error($"'{text}' is no time such as 2026-11-24T10:30:00Z.");

    /// <summary>A row by column names. A column that the table has not is empty.</summary>
    private sealed class Row(CsvRow row, Dictionary<string, int> columns)
    {
        public string this[string column] => columns.TryGetValue(column, out int index) && index < row.Cells.Count ? row.Cells[index].Trim() : "";

        public FormatException Error(string problem) => new($"Line {row.Line}: {problem}");
    }
}

/// <summary>A row of a table, and the line it begins on.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);

/// <summary>Comma-separated values as RFC 4180 has them: cells in quotes may hold commas, line breaks and doubled quotes. Empty lines are skipped.</summary>
internal static class CsvRows
{
    /// <exception cref="FormatException">A quote is open at the end, or text stands beside one.</exception>
    public static IReadOnlyList<CsvRow> Read(string text)
    {
        var rows = new List<CsvRow>();
        int at = text.StartsWith('\uFEFF') ? 1 : 0, line = 1;
        while (at < text.Length)
        {
            int first = line;
            var cells = new List<string>();
            bool goesOn;
            do
            {
                cells.Add(ReadCell(text, ref at, ref line));
                goesOn = at < text.Length && text[at] == ',';
                at += goesOn ? 1 : 0;
            }
            while (goesOn);
            EndLine(text, ref at, ref line);
            if (cells.Any(c => c.Length > 0))
            {
                rows.Add(new CsvRow(first, cells));
            }
        }

        return rows;
    }

    private static string ReadCell(string text, ref int at, ref int line)
    {
        if (at >= text.Length || text[at] != '"')
        {
            int start = at;
            while (at < text.Length && text[at] is not (',' or '\r' or '\n'))
            {
                at++;
            }

            return text[start..at];
        }

        int opened = line;
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                line += text[at] == '\n' ? 1 : 0;
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                return at >= text.Length || text[at] is ',' or '\r' or '\n'
                    ? cell.ToString()
                    : throw new FormatException($"line {line}: text stands after a closing quote.");
            }
        }

        throw new FormatException($"line {opened}: a quote is never closed.");
    }

    private static void EndLine(string text, ref int at, ref int line)
    {
        at += at < text.Length && text[at] == '\r' ? 1 : 0;
        at += at < text.Length && text[at] == '\n' ? 1 : 0;
        line++;
    }
}
