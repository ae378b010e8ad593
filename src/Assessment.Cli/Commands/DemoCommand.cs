using System.CommandLine;
using System.Diagnostics;
using System.Net;
using Assessment.Cli.Demo;
using Assessment.Cli.Hosting;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.Server;
using Grpc.Core;

namespace Assessment.Cli.Commands;

/// <summary><c>assess demo</c></summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed")
        {
            Description = "Another number invents other people. By default 1.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var keep = new Option<bool>("--keep") { Description = "Go on serving, and print commands that call the server." };
        var banks = CommonOptions.Banks();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "demo",
            "Serves from a temporary folder, submits the scorecards of invented interviews over gRPC, and prints what a committee sees.",
            "assess demo",
            "assess demo --seed 2 --json > demo.json",
            "assess demo --keep")
        {
            seed, keep, banks, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Directory.CreateTempSubdirectory("assess-demo-");
            try
            {
                var options = new ServerOptions
                {
                    Database = Path.Combine(folder.FullName, "assessment.db"),
                    QuestionBanks = InstalledBanks.Or(parsed.GetValue(banks)),
                    Grpc = new IPEndPoint(IPAddress.Loopback, 0),
                    Http = new IPEndPoint(IPAddress.Loopback, 0),
                };
                return await RunAsync(
                    options, parsed.GetValue(seed), parsed.GetValue(json), parsed.GetValue(keep), Terminal.Of(parsed), cancellation);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ServerOptions options, int seed, bool json, bool keep, Terminal terminal, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        await using var server = await LocalServer.StartAsync(options, cancellation);
        terminal.WriteProgress($"serving gRPC at {LocalServer.Shown(server.GrpcAddress)}, with SQLite in {options.Database}");
        using var client = AssessmentClient.Connect(server.GrpcAddress);
        try
        {
            int equal = await ShowAsync(new DemoSession(client, terminal, cancellation), seed, json, keep ? server : null, terminal);
            terminal.WriteProgress($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} seconds");
            if (keep)
            {
                await server.WaitForShutdownAsync(cancellation);
            }

            return equal == DemoPlan.Interviews ? ExitCodes.Done : ExitCodes.Defect;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            throw ServerCall.Failure(exception.ToAssessmentError(), server.GrpcAddress);
        }
    }

    private static async Task<int> ShowAsync(DemoSession session, int seed, bool json, AssessmentServer? kept, Terminal terminal)
    {
        await session.FillAsync(seed);
        var reading = await session.ReadAsync();
        if (json)
        {
            int equalToJson = await session.CountEqualAsync(reading.Assessments);
            terminal.WriteJson(DemoJson.Of(reading, seed, equalToJson));
            return equalToJson;
        }

        DemoTables.Write(reading, terminal);
        int equal = await session.CountEqualAsync(reading.Assessments);
        terminal.WriteLine($"Read again over gRPC: {equal} of {reading.Assessments.Count} assessments equal those printed.");
        if (kept is not null)
        {
            terminal.WriteLine();
            DemoExamples.Write(kept, reading.Assessments[0].Name, terminal);
        }

        return equal;
    }
}
