using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Assessment.Calibration;
using Assessment.Calibration.Report;
using Assessment.Reports.Tests.Samples;

namespace Assessment.Reports.Tests.Pages;

public class ReportPageTests
{
    private const string Hostile = "<script>alert('1')</script> \"&amp;\u202Eevil\u0007";

    private static readonly Lazy<V1.CalibrationReport> Rich = new(() => ReportMessage.Of(
        PlantedRatings.Connected(), new ReportContext { Name = "calibrationReports/1", CreatedAt = DateTimeOffset.UnixEpoch }));

    [Fact]
    public void Write_ARichReport_IsWellFormedAndInOrder()
    {
        XDocument page = Parse(Page(Rich.Value));
        XElement root = page.Root!;
        Assert.Equal("en", (string?)root.Attribute("lang"));
        Assert.Single(root.Descendants("h1"));
        Assert.Equal(["header", "nav", "main", "footer"], root.Element("body")!.Elements().Select(e => e.Name.LocalName).Where(name => name != "a"));
        string[] ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(root.Descendants("nav").Descendants("a"), link => Assert.Contains(((string)link.Attribute("href")!)[1..], ids));
    }

    [Fact]
    public void Write_ARichReport_IsAccessible()
    {
        XElement root = Parse(Page(Rich.Value)).Root!;
        Assert.All(root.Descendants("table"), table =>
        {
            Assert.Equal("caption", table.Elements().First().Name.LocalName);
            Assert.All(table.Element("thead")!.Descendants("th"), heading => Assert.Equal("col", (string?)heading.Attribute("scope")));
            Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal("row", (string?)row.Elements().First().Attribute("scope")));
        });
        XElement[] figures = [.. root.Descendants("figure")];
        Assert.Equal(5, figures.Length);
        Assert.All(figures, figure => Assert.Equal("details", figure.ElementsAfterSelf().First().Name.LocalName));
        XNamespace svg = "http://www.w3.org/2000/svg";
        Assert.All(figures.SelectMany(figure => figure.Elements(svg + "svg")), chart =>
        {
            Assert.Equal("img", (string?)chart.Attribute("role"));
            Assert.Equal([svg + "title", svg + "desc"], chart.Elements().Take(2).Select(e => e.Name));
        });
    }

    [Fact]
    public void Write_ARichReport_NeedsNothingElse()
    {
        string page = Page(Rich.Value);
        Assert.DoesNotMatch(new Regex(@"<script|<link|<img|<iframe|\son\w+=|\sstyle=|url\(|@import|javascript:", RegexOptions.IgnoreCase), page);
        Assert.All(Regex.Matches(page, @"https?://[^""'\s<]*"), address => Assert.Equal("http://www.w3.org/2000/svg", address.Value));
        Assert.Contains("default-src &#39;none&#39;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HostileNames_AreText()
    {
        var builder = new RatingTableBuilder();
        foreach (int i in Enumerable.Range(0, 12))
        {
            builder.Add(Hostile + i, Hostile + (i % 3), Hostile, 1 + (i % 4), Hostile + (i % 2), Hostile);
            builder.Add(Hostile + i, Hostile + ((i + 1) % 3), Hostile, 1 + (i * 7 % 5), Hostile + (i % 2), Hostile);
        }

        string page = Page(ReportMessage.Of(PlantedRatings.Report(builder.Build()), new ReportContext { Notes = [Hostile] }));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;&amp;amp;", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', page);
        Assert.All(Parse(page).Descendants("td").Where(cell => cell.Value.Contains('\u202E')), cell => Assert.NotNull(cell.Element("bdi")));
    }

    [Fact]
    public void Write_ASeverity_ShowsTheMessagesFigures()
    {
        XElement table = Table(Parse(Page(Rich.Value)), "Severity of interviewers");
        var rows = table.Element("tbody")!.Elements("tr").ToDictionary(row => row.Elements().First().Value, row => row.Elements().Select(cell => cell.Elements().First().Value).ToArray());
        foreach (V1.InterviewerSeverity interviewer in Rich.Value.Severity.Components.Single().Interviewers)
        {
            string[] cells = rows[interviewer.InterviewerId];
            Assert.Equal(interviewer.Shrunken.Value, ParseFigure(cells[4]), 0.00500001);
            Assert.Equal(interviewer.Severity.Value, ParseFigure(cells[5]), 0.00500001);
            Assert.Equal(interviewer.FairShift, ParseFigure(cells[7]), 0.00500001);
        }
    }

    [Fact]
    public void Write_Findings_CountWhatTheMessageTells()
    {
        string page = Page(Rich.Value);
        int flips = Rich.Value.FairScores.Count(score => score.PassesFair != score.PassesObserved);
        Assert.True(flips > 0);
        Assert.Contains($"{flips} of 40 shortlist decisions would change.", page, StringComparison.Ordinal);
        V1.InterviewerSeverity bruno = Rich.Value.Severity.Components.Single().Interviewers.Single(each => each.InterviewerId == "Bruno Keller");
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Bruno Keller by {-bruno.FairShift:0.00}"), page, StringComparison.Ordinal);
        Assert.Contains($"{Rich.Value.Variance.InterviewersNeeded.Interviewers} interviewers make a score dependable.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AWithheldSeverity_ShowsNoFigureOfIt()
    {
        CalibrationReport all = PlantedRatings.Report(PlantedRatings.Table(split: false, rare: true), new CalibrationOptions { MinimumRatings = 0 });
        RaterSeverity secret = all.Severity.Components.Single().Raters.Single(rater => rater.Name == "Ines Duarte");
        XDocument page = Parse(Page(ReportMessage.Of(PlantedRatings.Report(PlantedRatings.Table(split: false, rare: true)), new ReportContext())));
        XElement row = Table(page, "Severity of interviewers").Descendants("tr").Single(r => r.Value.StartsWith("Ines Duarte", StringComparison.Ordinal));
        Assert.Equal(2, row.Elements().Count(cell => cell.Value == "withheld"));
        foreach (double figure in new[] { secret.Severity.Value, secret.Shrunken.Value, secret.FairShift, secret.ObservedAverage })
        {
            Assert.DoesNotContain(Math.Abs(figure).ToString("0.00", CultureInfo.InvariantCulture), row.Value, StringComparison.Ordinal);
        }

        XElement chart = page.Descendants("figure").Single(figure => figure.Element("figcaption")!.Value.StartsWith("Severity", StringComparison.Ordinal));
        Assert.DoesNotContain("Ines Duarte", chart.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Write_FewRatings_SaysWhatCannotBeTold(int ratings)
    {
        var builder = new RatingTableBuilder();
        for (int i = 0; i < ratings; i++)
        {
            builder.Add("c", "r" + i, "k", 3 + i);
        }

        XDocument page = Parse(Page(ReportMessage.Of(PlantedRatings.Report(builder.Build()), new ReportContext())));
        Assert.Contains(ratings == 0 ? "There are no ratings." : "No severity can be told.", page.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page.Root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AnEmptyMessage_GivesAPage() => Assert.Contains("There are no ratings.", Page(new V1.CalibrationReport()), StringComparison.Ordinal);

    [Fact]
    public void Write_TheMixedModel_GivesAPage()
    {
        V1.CalibrationReport report = ReportMessage.Of(PlantedRatings.Connected(new CalibrationOptions { Method = CalibrationMethod.MixedModel }), new ReportContext());
        Assert.Contains("severity in scale points", Parse(Page(report)).Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ManyCandidates_CutsTheChartAndTheTable()
    {
        V1.CalibrationReport report = Rich.Value.Clone();
        V1.FairScore one = report.FairScores[0];
        report.FairScores.Add(Enumerable.Range(0, 700).Select(i =>
        {
            V1.FairScore next = one.Clone();
            next.CandidateId = $"more-{i}";
            return next;
        }));
        string page = Page(report);
        Assert.Contains("The first 500 of 740 rows.", page, StringComparison.Ordinal);
        Assert.Contains("and 700 more in the table", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(24, "Who shares candidates with whom")]
    [InlineData(25, "Parts of the design by number of candidates")]
    public void Write_ManyInterviewers_DrawsPartsInsteadOfNames(int interviewers, string title)
    {
        var builder = new RatingTableBuilder();
        for (int i = 0; i < interviewers; i++)
        {
            builder.Add($"c{i}", $"r{i}", "k", 1 + (i % 5));
            builder.Add($"c{i}", $"r{(i + 1) % interviewers}", "k", 1 + (i * 3 % 5));
        }

        XDocument page = Parse(Page(ReportMessage.Of(PlantedRatings.Report(builder.Build()), new ReportContext())));
        Assert.Equal(title, page.Descendants("figcaption").First().Value);
    }

    [Fact]
    public void Write_SameMessage_GivesSameText() => Assert.Equal(Page(Rich.Value), Page(Rich.Value.Clone()));

    private static string Page(V1.CalibrationReport report)
    {
        using var output = new StringWriter();
        ReportPage.Write(report, output);
        return output.ToString();
    }

    internal static XDocument Parse(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static double ParseFigure(string text) => double.Parse(text.Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static XElement Table(XDocument page, string caption) =>
        page.Descendants("table").Single(table => table.Element("caption")!.Value.StartsWith(caption, StringComparison.Ordinal));
}
