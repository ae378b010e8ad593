using System.Globalization;

namespace Assessment.Reports;

/// <summary>Draws one chart at one width. Colours come from the page's style, by class.</summary>
internal sealed class Svg(Html html, IChart chart, int width)
{
    public const int Wide = 860;

    public const int Narrow = 360;

    private const double CharacterWidth = 7.6; // of 13 px text, on average

    public int Width => width;

    public bool IsNarrow => width < 500;

    /// <param name="kind">The class that a page shows at its width.</param>
    /// <param name="id">Of the title and the description, unique in the page.</param>
    public void Draw(string kind, string id)
    {
        double height = chart.Height(width);
        html.Open(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("class", kind), ("viewBox", $"0 0 {width} {Number(height)}"), ("role", "img"),
            ("aria-labelledby", $"{id} {id}-text"));
        html.Element("title", chart.Title, ("id", id)).Element("desc", chart.Description, ("id", id + "-text"));
        chart.Draw(this);
        html.Close("svg").Line();
    }

    public void Line(double x1, double y1, double x2, double y2, string ink, double thickness = 1) => html.Empty(
        "line", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("class", ink), ("stroke-width", Number(thickness)));

    public void Rectangle(double x, double y, double breadth, double height, string ink) => html.Empty(
        "rect", ("x", Number(x)), ("y", Number(y)), ("width", Number(Math.Max(0, breadth))), ("height", Number(height)), ("class", ink));

    public void Circle(double x, double y, double radius, string ink) =>
        html.Empty("circle", ("cx", Number(x)), ("cy", Number(y)), ("r", Number(radius)), ("class", ink));

    public void Path(IEnumerable<(double X, double Y)> points, string ink, bool closed = false) => html.Empty(
        closed ? "polygon" : "polyline", ("points", string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))), ("class", ink));

    /// <param name="anchor">start, middle or end.</param>
    /// <param name="room">As wide as it may be; what is longer is cut, and the table has it whole.</param>
    public void Text(double x, double y, string text, string anchor = "start", string? ink = null, double room = double.PositiveInfinity) =>
        html.Element("text", Cut(text, room), ("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), ("class", ink));

    /// <summary>A mark of a row whose middle is at y.</summary>
    public void Mark(Mark mark, double x, double end, double y) => Mark(html, mark, x, end, y);

    public static void Swatch(Html html, Mark mark) => Mark(
        html, mark, mark.Shape is MarkShape.Dot or MarkShape.Ring or MarkShape.Square or MarkShape.Tick ? 9 : 2, 16, 7);

    private static void Mark(Html html, Mark mark, double x, double end, double y)
    {
        var svg = new Svg(html, null!, 0);
        switch (mark.Shape)
        {
            case MarkShape.Dot:
                svg.Circle(x, y, 5, mark.Ink);
                break;
            case MarkShape.Ring:
                svg.Circle(x, y, 4.5, mark.Ink + " ring");
                break;
            case MarkShape.Square:
                svg.Rectangle(x - 4.5, y - 4.5, 9, 9, mark.Ink);
                break;
            case MarkShape.Tick:
                svg.Line(x, y - 8, x, y + 8, mark.Ink, 3);
                break;
            case MarkShape.Interval:
                svg.Line(x, y, end, y, mark.Ink, 2);
                svg.Line(x, y - 4, x, y + 4, mark.Ink, 2);
                svg.Line(end, y - 4, end, y + 4, mark.Ink, 2);
                break;
            case MarkShape.Link:
                svg.Line(x, y, end, y, mark.Ink, 4);
                break;
            default:
                svg.Rectangle(x, y - 8, end - x, 16, mark.Ink + " part");
                if (mark.Text.Length > 0 && end - x > 6 + (mark.Text.Length * 8))
                {
                    svg.Text((x + end) / 2, y + 4.5, mark.Text, "middle", "on" + mark.Ink[1..]);
                }

                break;
        }
    }

    private static string Cut(string text, double room)
    {
        int most = double.IsInfinity(room) ? int.MaxValue : (int)(room / CharacterWidth);
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        return starts.Length <= most ? text : string.Concat(text.AsSpan(0, starts[Math.Max(1, most - 1)]), "…");
    }

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
