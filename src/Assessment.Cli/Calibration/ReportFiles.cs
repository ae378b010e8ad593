using Assessment.Calibration.Report;
using Assessment.Reports;

namespace Assessment.Cli.Calibration;

/// <summary>A calibration report as files for people: a page, and tables.</summary>
internal static class ReportFiles
{
    /// <param name="page">The page's file; null for none.</param>
    /// <param name="folder">The tables' folder; null for none.</param>
    /// <exception cref="CommandException">A file can't be written.</exception>
    public static void Write(CalibrationReport report, IReadOnlyList<string> notes, string? page, string? folder)
    {
        if (page is null && folder is null)
        {
            return;
        }

        V1.CalibrationReport message = ReportMessage.Of(report, new ReportContext { Notes = notes });
        if (page is not null)
        {
            Try(page, () =>
            {
                using var output = new StreamWriter(page);
                ReportPage.Write(message, output);
            });
        }

        if (folder is not null)
        {
            Try(folder, () => ReportCsv.Write(message, folder));
        }
    }

    private static void Try(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"'{path}' can't be written: {e.Message}");
        }
    }
}
