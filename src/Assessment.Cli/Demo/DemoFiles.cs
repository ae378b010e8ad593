using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.Reports;
using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>The pages that the demo leaves behind.</summary>
internal static class DemoFiles
{
    public const string Report = "calibration-report.html";

    public const string Packet = "candidate-packet.html";

    /// <summary>Writes the report and one candidate's packet.</summary>
    /// <param name="folder">Is made when it is missing; null for a new temporary one.</param>
    /// <param name="report">The report, with its fair scores.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="terminal">Is told where they are.</param>
    /// <exception cref="CommandException">They can't be written.</exception>
    public static void Write(string? folder, CalibrationReport report, CandidateAssessment candidate, Terminal terminal)
    {
        string into = folder ?? Directory.CreateTempSubdirectory("assess-demo-pages-").FullName;
        OutputFile.Guard(into, () => Directory.CreateDirectory(into));
        string page = Path.Combine(into, Report), packet = Path.Combine(into, Packet);
        OutputFile.Write(page, output => ReportPage.Write(report, output));
        OutputFile.Write(packet, output => AssessmentPage.Write(candidate, output));
        terminal.WriteProgress($"calibration report as a page: {page}");
        terminal.WriteProgress($"packet of {candidate.CandidateId} as a page: {packet}");
    }
}
