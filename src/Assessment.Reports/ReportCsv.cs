using System.Globalization;
using CsvHelper;

namespace Assessment.Reports;

/// <summary>A calibration report as CSV files (RFC 4180, UTF-8), one for each table, with a README.txt of their columns.</summary>
/// <remarks>
/// Figures are whole, with a point; what is absent is an empty field. Spreadsheets run text that begins with a sign as a formula: an
/// apostrophe is set before such text, never before a number.
/// </remarks>
public static class ReportCsv
{
    private static readonly CsvWriterOptions Rfc4180 = new() { NewLine = "\r\n" };

    /// <summary>Writes the files; files of the same names are replaced, others are left alone.</summary>
    /// <param name="report">The report.</param>
    /// <param name="directory">Is made when it is missing.</param>
    /// <exception cref="IOException">A file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a file may not be written.</exception>
    public static void Write(V1.CalibrationReport report, string directory)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory.CreateDirectory(directory);
        Sheet[] sheets = [.. Sheets(ReportPage.Complete(report))];
        foreach (Sheet sheet in sheets)
        {
            using var output = new StreamWriter(Path.Combine(directory, sheet.File + ".csv"));
            Write(sheet, output);
        }

        using var readme = new StreamWriter(Path.Combine(directory, "README.txt"));
        Describe(sheets, readme);
    }

    private static IEnumerable<Sheet> Sheets(V1.CalibrationReport report) =>
    [
        DesignSheets.Inputs(report), DesignSheets.Components(report), DesignSheets.Bridges(report), DesignSheets.Pairings(report), DesignSheets.Pairs(report),
        DesignSheets.Agreement(report),
        VarianceSheets.Components(report), VarianceSheets.Dependability(report), VarianceSheets.Panels(report),
        SeveritySheets.Severities(report), SeveritySheets.Fit(report), SeveritySheets.FairScores(report),
        CriterionSheets.Criteria(report), CriterionSheets.Difficulties(report), CriterionSheets.Thresholds(report),
        InterviewerSheets.Use(report), InterviewerSheets.Tendencies(report), InterviewerSheets.Drift(report), InterviewerSheets.Cusum(report),
        InterviewerSheets.Bias(report, V1.BiasFacet.Criterion), InterviewerSheets.Bias(report, V1.BiasFacet.Group),
        ImpactSheets.Of(report, fair: false), ImpactSheets.Of(report, fair: true), DesignSheets.Suppression(report), DesignSheets.Definitions(report),
    ];

    private static void Write(Sheet sheet, TextWriter output)
    {
        using CsvWriter csv = CsvWriter.Create(output, Rfc4180, leaveOpen: true);
        int[] places = [.. Enumerable.Range(0, sheet.Columns.Count).Where(i => sheet.Columns[i].IsInFile)];
        foreach (string name in places.SelectMany(i => NamesOf(sheet.Columns[i])))
        {
            csv.WriteField(name);
        }

        csv.EndRecord();
        foreach (Cell[] row in sheet.Rows)
        {
            foreach (object? value in places.SelectMany(i => row[i].Whole))
            {
                csv.WriteField(Field(value));
            }

            csv.EndRecord();
        }
    }

    private static IEnumerable<string> NamesOf(Column column) => column.Suffixes.Select(suffix => column.Name + suffix);

    private static string Field(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        long count => count.ToString(CultureInfo.InvariantCulture),
        string text => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text,
        _ => throw new InvalidOperationException($"No field is a {value.GetType()}."),
    };

    private static void Describe(Sheet[] sheets, TextWriter output)
    {
        output.WriteLine("Calibration report: the columns of the files beside this one.");
        output.WriteLine("RFC 4180, UTF-8, decimal point. An empty field is an absent value; a status column says why. Text that a spreadsheet");
        output.WriteLine("would run as a formula has an apostrophe before it. COLUMN_standard_error, _lower and _upper (a 95 % interval), _n and");
        output.WriteLine("_status belong to the estimate COLUMN.");
        foreach (Sheet sheet in sheets)
        {
            output.WriteLine();
            output.WriteLine($"{sheet.File}.csv: {sheet.Caption}");
            foreach (Column column in sheet.Columns.Where(column => column.IsInFile))
            {
                output.WriteLine($"  {column.Name}{(column.IsEstimate ? " (estimate)" : "")}: {column.Meaning}");
            }
        }
    }
}
