using Assessment.Cli.Commands;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.Server;

namespace Assessment.Cli.Demo;

/// <summary>One run of the demo against its server: plays, reads, shows, and checks that everything reads the same again.</summary>
/// <param name="Seed">Who is invented.</param>
/// <param name="Pages">The folder for the pages; null for a new temporary one.</param>
/// <param name="Json">Whether to print JSON.</param>
/// <param name="Keep">Whether to print commands that call the server, which goes on.</param>
internal sealed record DemoRun(int Seed, string? Pages, bool Json, bool Keep)
{
    /// <summary>Whether everything read the same again, and the report could be computed again.</summary>
    public async Task<bool> ShowAsync(AssessmentClient client, AssessmentServer server, Terminal terminal, CancellationToken cancellation)
    {
        var session = new DemoSession(client, terminal, cancellation);
        await session.FillAsync(Seed);
        var (reading, committee) = await ReadAsync(client, session, terminal, cancellation);
        DemoFiles.Write(Pages, committee.Report, reading.Assessments.First(one => one.CandidateId == committee.Decided), terminal);
        if (!Json)
        {
            DemoTables.Write(reading, terminal);
            CommitteeTables.Write(committee, terminal);
        }

        int equal = await session.CountEqualAsync(reading.Assessments);
        if (Json)
        {
            terminal.WriteJson(DemoJson.Of(reading, committee, Seed, equal));
        }
        else
        {
            terminal.WriteLine($"Read again over gRPC: {equal} of {reading.Assessments.Count} assessments equal those printed.");
            if (Keep)
            {
                terminal.WriteLine();
                DemoExamples.Write(server, reading.Assessments[0].Name, terminal);
            }
        }

        return equal == DemoPlan.Interviews && committee.Replay.Identical;
    }

    private async Task<(DemoReading Reading, CommitteeReading Committee)> ReadAsync(
        AssessmentClient client, DemoSession session, Terminal terminal, CancellationToken cancellation)
    {
        var committee = new DemoCommittee(client, terminal, cancellation);
        var outstanding = await session.CloseAsync(); // ratings of interviews that still wait for some are sealed, also for calibration
        string name = await committee.CalibrateAsync();
        var lists = await committee.RankAsync();
        var (decided, decision) = await committee.DecideAsync(lists);
        var reading = await session.ReadAsync(outstanding);
        var report = await ReportReadCommands.ReadAsync(client, name, cancellation);
        var severities = CommitteeReading.Check(report, DemoPlan.SeveritiesOf(Seed), Findings.InterviewerMeans(reading));
        return (reading, new CommitteeReading(report, severities, lists, decision, decided, await committee.ReplayAsync(name)));
    }
}
