using System.Globalization;
using Assessment.Calibration;
using Assessment.EndToEnd.Tests;
using Assessment.Reports.Tests.Samples;
using CsvHelper;

namespace Assessment.Reports.Tests.Pages;

public sealed class ReportCsvTests : IDisposable
{
    private static readonly string[] Telling = ["shrunken", "severity", "severity_standard_error", "kept", "fair_shift", "observed_average", "fair_average"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_FairScores_ComeBackWhole()
    {
        V1.CalibrationReport report = ReportMessage.Of(PlantedRatings.Connected(), new ReportContext());
        ReportCsv.Write(report, _folder.Path);
        var rows = Rows("fair_scores").ToDictionary(row => row["candidate_id"]);
        Assert.Equal(40, rows.Count);
        foreach (V1.FairScore score in report.FairScores)
        {
            Dictionary<string, string> row = rows[score.CandidateId];
            Assert.Equal(score.FairScore_.Value, double.Parse(row["fair_score"], CultureInfo.InvariantCulture));
            Assert.Equal(score.FairScore_.Upper, double.Parse(row["fair_score_upper"], CultureInfo.InvariantCulture));
            Assert.Equal(score.Shift, double.Parse(row["shift"], CultureInfo.InvariantCulture));
            Assert.Equal(score.Rank, int.Parse(row["rank"], CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Write_AReport_DescribesEveryColumnOfEveryFile()
    {
        ReportCsv.Write(ReportMessage.Of(PlantedRatings.Connected(), new ReportContext()), _folder.Path);
        string readme = File.ReadAllText(_folder.At("README.txt"));
        string[] files = Directory.GetFiles(_folder.Path, "*.csv");
        Assert.Equal(25, files.Length);
        foreach (string file in files)
        {
            Assert.Contains(Path.GetFileName(file) + ":", readme, StringComparison.Ordinal);
            string header = File.ReadLines(file).First();
            Assert.All(header.Split(',').Where(name => !name.Contains("_standard_error", StringComparison.Ordinal) && !name.EndsWith("_lower", StringComparison.Ordinal)
                && !name.EndsWith("_upper", StringComparison.Ordinal) && !name.EndsWith("_n", StringComparison.Ordinal) && !name.EndsWith("_status", StringComparison.Ordinal)),
                name => Assert.Matches($@"(?m)^  {name}( \(estimate\))?: \S", readme));
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a \"quoted\", name\nof two lines", "a \"quoted\", name\nof two lines")]
    public void Write_AName_IsNoFormulaAndComesBack(string name, string field)
    {
        var builder = new RatingTableBuilder();
        builder.Add("c", name, "k", 3);
        ReportCsv.Write(ReportMessage.Of(PlantedRatings.Report(builder.Build()), new ReportContext()), _folder.Path);
        Assert.Equal(field, Rows("scale_use").Single()["interviewer_id"]);
    }

    [Fact]
    public void Write_ANegativeNumber_StaysANumber()
    {
        ReportCsv.Write(ReportMessage.Of(PlantedRatings.Connected(), new ReportContext()), _folder.Path);
        Assert.Contains(Rows("severities"), row => row["severity"].StartsWith('-'));
    }

    [Fact]
    public void Write_AWithheldSeverity_IsEmpty()
    {
        ReportCsv.Write(ReportMessage.Of(PlantedRatings.Report(PlantedRatings.Table(split: false, rare: true)), new ReportContext()), _folder.Path);
        Dictionary<string, string> row = Rows("severities").Single(each => each["interviewer_id"] == "Ines Duarte");
        Assert.Equal("withheld", row["shrunken_status"]);
        Assert.All(Telling, name => Assert.Equal("", row[name]));
    }

    private List<Dictionary<string, string>> Rows(string file)
    {
        using var stream = File.OpenRead(_folder.At(file + ".csv"));
        using var reader = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false });
        var rows = new List<Dictionary<string, string>>();
        string[]? names = null;
        while (reader.Read())
        {
            string[] fields = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
            if (names is null)
            {
                names = fields;
            }
            else
            {
                rows.Add(names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
            }
        }

        return rows;
    }
}
