using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Assessment.Reports;

/// <summary>A page that needs nothing but itself: no script, no font, no picture from elsewhere. Its own policy allows nothing more.</summary>
internal sealed class Page
{
    /// <summary>Rows that a table shows; files have all.</summary>
    public const int MostRows = 500;

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(PageStyle.Text)))}'";

    private int _tables;

    public Page(TextWriter output) => Html = new Html(output);

    public Html Html { get; }

    /// <summary>The page up to its first section.</summary>
    /// <param name="title">Of the page.</param>
    /// <param name="lead">Paragraphs under the title.</param>
    /// <param name="sections">Ids and titles of the sections to come, for the list of contents.</param>
    public void Start(string title, IEnumerable<string> lead, IEnumerable<(string Id, string Title)> sections)
    {
        Html.Verbatim("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Line().Open("head").Line();
        Html.Empty("meta", ("charset", "utf-8")).Line();
        Html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line();
        Html.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy)).Line();
        Html.Empty("meta", ("name", "color-scheme"), ("content", "light dark")).Line();
        Html.Element("title", title).Line().Open("style").Verbatim(PageStyle.Text).Close("style").Line().Close("head").Line();
        Html.Open("body").Line().Element("a", "Skip to the findings", ("class", "skip"), ("href", "#main")).Line();
        Html.Open("header").Line().Element("h1", title).Line();
        foreach (string paragraph in lead)
        {
            Paragraph(paragraph, "soft");
        }

        Html.Close("header").Line().Open("nav", ("aria-label", "Contents")).Open("ol").Line();
        foreach (var (id, name) in sections)
        {
            Html.Open("li").Element("a", name, ("href", "#" + id)).Close("li").Line();
        }

        Html.Close("ol").Close("nav").Line().Open("main", ("id", "main")).Line();
    }

    public void End(string foot)
    {
        Html.Close("main").Line().Open("footer");
        Paragraph(foot, "soft");
        Html.Close("footer").Line().Close("body").Line().Close("html").Line();
    }

    public void Section(string id, string title, Action content)
    {
        Html.Open("section", ("aria-labelledby", id)).Line().Element("h2", title, ("id", id)).Line();
        content();
        Html.Close("section").Line();
    }

    public void Heading(string title) => Html.Element("h3", title).Line();

    public void Paragraph(string text, string? kind = null) => Html.Element("p", text, ("class", kind)).Line();

    /// <summary>A list of sentences; the words before the first colon of each are set off.</summary>
    public void Findings(IEnumerable<Finding> findings)
    {
        Html.Open("ul", ("class", "findings")).Line();
        foreach (Finding finding in findings)
        {
            Html.Open("li", ("class", finding.Weight.ToString().ToLowerInvariant()));
            Html.Element("strong", finding.Title).Text(" ").Element("span", finding.Text).Close("li").Line();
        }

        Html.Close("ul").Line();
    }

    /// <summary>A chart, twice: for a wide page and for a narrow one. A browser shows one of them, to eyes and to readers alike.</summary>
    public void Chart(IChart chart)
    {
        Html.Open("figure", ("class", "chart")).Line().Element("figcaption", chart.Title).Line();
        if (chart.Legend.Count > 0)
        {
            Html.Open("ul", ("class", "legend")).Line();
            foreach (var (mark, text) in chart.Legend)
            {
                Html.Open("li").Open("svg", ("width", "18"), ("height", "14"), ("viewBox", "0 0 18 14"), ("aria-hidden", "true"), ("focusable", "false"));
                Svg.Swatch(Html, mark);
                Html.Close("svg").Element("span", text).Close("li").Line();
            }

            Html.Close("ul").Line();
        }

        foreach (var (kind, width) in new[] { ("wide", Svg.Wide), ("narrow", Svg.Narrow) })
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"chart-{++_tables}");
            new Svg(Html, chart, width).Draw(kind, id);
        }

        Html.Close("figure").Line();
    }

    /// <summary>A chart's figures, folded away until somebody asks for them.</summary>
    public void Folded(Sheet sheet)
    {
        Html.Open("details").Element("summary", $"Table: {sheet.Caption}").Line();
        Table(sheet);
        Html.Close("details").Line();
    }

    public void Table(Sheet sheet)
    {
        if (sheet.RowCount == 0)
        {
            Paragraph($"{sheet.Caption}: none.", "soft");
            return;
        }

        int[] places = [.. Enumerable.Range(0, sheet.Columns.Count).Where(i => sheet.Columns[i].IsOnPage)];
        Cell[][] rows = [.. sheet.Rows.Take(MostRows)];
        Html.Open("div", ("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", sheet.Caption)).Line();
        Html.Open("table").Line().Element("caption", sheet.Caption).Line().Open("thead").Open("tr");
        foreach (int i in places)
        {
            Html.Element("th", sheet.Columns[i].Heading, ("scope", "col"), ("class", rows[0][i].IsNumber ? "number" : null));
        }

        Html.Close("tr").Close("thead").Line().Open("tbody").Line();
        foreach (Cell[] row in rows)
        {
            Html.Open("tr");
            foreach (int i in places)
            {
                Cell(row[i], i == places[0]);
            }

            Html.Close("tr").Line();
        }

        Html.Close("tbody").Close("table").Close("div").Line();
        if (sheet.RowCount > MostRows)
        {
            Paragraph($"The first {Words.Whole(MostRows)} of {Words.Whole(sheet.RowCount)} rows. The CSV files have all of them.", "soft");
        }
    }

    private void Cell(Cell cell, bool first)
    {
        string tag = first ? "th" : "td";
        Html.Open(tag, ("scope", first ? "row" : null), ("class", cell.IsNumber ? "number" : null));
        Html.Element(cell.IsNumber ? "span" : "bdi", cell.Shown);
        if (cell.Beside.Length > 0)
        {
            Html.Element("small", cell.Beside);
        }

        Html.Close(tag);
    }
}

/// <summary>How much a finding asks of its reader.</summary>
internal enum Weight
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>To know.</summary>
    Note,

    /// <summary>To act on.</summary>
    Act,
}

/// <summary>A finding in plain words.</summary>
/// <param name="Weight">How much it asks; its title says it in words too.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">Sentences with the figures.</param>
internal sealed record Finding(Weight Weight, string Title, string Text);
