namespace Assessment.Reports;

/// <summary>A row of a <see cref="RowChart"/>.</summary>
/// <param name="Label">Whose row it is.</param>
/// <param name="Marks">Drawn in this order.</param>
/// <param name="Value">The figure at the row's end.</param>
/// <param name="Head">Stands above the row as the title of what follows; empty for none.</param>
internal sealed record ChartRow(string Label, IReadOnlyList<Mark> Marks, string Value, string Head = "");

/// <summary>Rows of marks over one axis: intervals, dumbbells, bars of parts.</summary>
internal sealed class RowChart : IChart
{
    /// <summary>Rows that a chart shows.</summary>
    public const int MostRows = 40;

    private const double Top = 8;
    private const double Bottom = 44;
    private const double Label = 190;
    private const double Value = 120;
    private const double Margin = 10;
    private const double HeadRow = 26;

    public required string Title { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<ChartRow> Rows { get; init; }

    /// <summary>What the axis measures, with its unit.</summary>
    public required string AxisTitle { get; init; }

    /// <summary>Null: over all marks and the reference.</summary>
    public Axis? Axis { get; init; }

    /// <summary>Where an upright line stands; null for none.</summary>
    public double? Reference { get; init; }

    /// <summary>How many rows the table has besides.</summary>
    public int More { get; init; }

    public IReadOnlyList<(Mark Mark, string Text)> Legend { get; init; } = [];

    public double Height(int width) =>
        Top + Rows.Sum(row => RowHeight(width) + (row.Head.Length > 0 ? HeadRow : 0)) + Bottom + (More > 0 ? 20 : 0);

    public void Draw(Svg svg)
    {
        Axis axis = Axis ?? Reports.Axis.Over([.. Rows.SelectMany(row => row.Marks).SelectMany(Ends), .. Reference is double at ? [at] : (double[])[]], svg.IsNarrow ? 4 : 6);
        double left = svg.IsNarrow ? Margin : Label, right = svg.Width - (svg.IsNarrow ? Margin : Value);
        double bottom = Height(svg.Width) - Bottom - (More > 0 ? 20 : 0);
        Grid(svg, axis, left, right, bottom);
        double y = Top;
        foreach (ChartRow row in Rows)
        {
            if (row.Head.Length > 0)
            {
                svg.Text(svg.IsNarrow ? left : 0, y + 18, row.Head, "start", "head", svg.Width);
                y += HeadRow;
            }

            DrawRow(svg, row, axis, left, right, y);
            y += RowHeight(svg.Width);
        }

        if (More > 0)
        {
            svg.Text(left, Height(svg.Width) - 6, $"and {Words.Whole(More)} more in the table", "start", "soft");
        }
    }

    private void Grid(Svg svg, Axis axis, double left, double right, double bottom)
    {
        foreach (double mark in axis.Marks())
        {
            double x = axis.Place(mark, left, right);
            string anchor = !svg.IsNarrow ? "middle" : mark == axis.Low ? "start" : mark == axis.High ? "end" : "middle";
            svg.Line(x, Top, x, bottom, "grid");
            svg.Text(x, bottom + 16, Words.Figure(mark, axis.Digits), anchor, "soft");
        }

        if (Reference is double at)
        {
            svg.Line(axis.Place(at, left, right), Top, axis.Place(at, left, right), bottom, "zero", 1.5);
        }

        svg.Text((left + right) / 2, bottom + 34, AxisTitle, "middle", "soft", svg.Width);
    }

    private static void DrawRow(Svg svg, ChartRow row, Axis axis, double left, double right, double y)
    {
        if (svg.IsNarrow)
        {
            svg.Text(left, y + 15, row.Label, "start", null, right - left - Value);
            svg.Text(right, y + 15, row.Value, "end", "soft");
        }
        else
        {
            svg.Text(left - 12, y + 17, row.Label, "end", null, Label - 12);
            svg.Text(svg.Width, y + 17, row.Value, "end", "soft");
        }

        double middle = y + (svg.IsNarrow ? 30 : 13);
        foreach (Mark mark in row.Marks)
        {
            svg.Mark(mark, axis.Place(mark.From, left, right), axis.Place(mark.To, left, right), middle);
        }
    }

    private static IEnumerable<double> Ends(Mark mark) =>
        mark.Shape is MarkShape.Interval or MarkShape.Link or MarkShape.Segment ? [mark.From, mark.To] : [mark.From];

    private static double RowHeight(int width) => width < 500 ? 44 : 26;
}
