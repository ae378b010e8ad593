using Spectre.Console;

namespace Assessment.Cli.Output;

/// <summary>Tables in the one form that all commands use: plain, with a line under the heads, and ids that are never broken.</summary>
internal static class Grid
{
    /// <summary>A table. A head that begins with '>' stands over figures, one that ends with '…' over texts that may wrap.</summary>
    public static Table Of(params IEnumerable<string> heads)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = false };
        foreach (string head in heads)
        {
            bool figures = head.StartsWith('>'), wraps = head.EndsWith('…');
            table.AddColumn(new TableColumn(new Text(head.TrimStart('>').TrimEnd('…'), new Style(decoration: Decoration.Bold)))
            {
                Alignment = figures ? Justify.Right : Justify.Left,
                NoWrap = !wraps,
                Padding = new Padding(0, 0, 1, 0),
            });
        }

        return table;
    }

    public static void Add(this Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(OneLine(cell))));

    /// <summary>Text from elsewhere on one line, without characters that would move the cursor.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
