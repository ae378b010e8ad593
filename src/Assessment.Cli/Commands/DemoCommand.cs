using System.CommandLine;
using System.Diagnostics;
using System.Net;
using Assessment.Cli.Demo;
using Assessment.Cli.Hosting;
using Assessment.Cli.Output;
using Assessment.Cli.Settings;
using Assessment.Client;
using Assessment.Server;
using Assessment.Server.Access;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

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
        var html = new Option<string>("--html")
        {
            Description = "The folder for the report and a candidate's packet as pages of HTML. By default a new temporary one, which stays.",
            HelpName = "DIR",
        };
        var banks = CommonOptions.Banks();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "demo",
            "Serves from a temporary folder, submits the scorecards of invented interviews over gRPC, and calibrates them, and prints what a committee sees.",
            "assess demo",
            "assess demo --seed 2 --json > demo.json",
            "assess demo --html pages",
            "assess demo --keep")
        {
            seed, keep, html, banks, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Directory.CreateTempSubdirectory("assess-demo-");
            try
            {
                var options = new ServerOptions
                {
                    Environment = Environments.Development,
                    DevelopmentKey = CallerToken.Key(DevelopmentKey.FindOrCreate),
                    Database = Path.Combine(folder.FullName, "assessment.db"),
                    QuestionBanks = InstalledBanks.Or(parsed.GetValue(banks)),
                    Grpc = new IPEndPoint(IPAddress.Loopback, 0),
                    Http = new IPEndPoint(IPAddress.Loopback, 0),
                };
                var demo = new DemoRun(parsed.GetValue(seed), parsed.GetValue(html), parsed.GetValue(json), parsed.GetValue(keep));
                return await RunAsync(options, demo, Terminal.Of(parsed), cancellation);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, DemoRun demo, Terminal terminal, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        await using var server = await LocalServer.StartAsync(options, cancellation);
        terminal.WriteProgress($"serving gRPC at {LocalServer.Shown(server.GrpcAddress)}, with SQLite in {options.Database}");
        using var client = AssessmentClient.Connect(
            server.GrpcAddress, new AssessmentClientOptions { Token = _ => new(CallerToken.Sign(options.DevelopmentKey!)) });
        try
        {
            bool holds = await demo.ShowAsync(client, server, terminal, cancellation);
            terminal.WriteProgress($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} seconds");
            if (demo.Keep)
            {
                await server.WaitForShutdownAsync(cancellation);
            }

            return holds ? ExitCodes.Done : ExitCodes.Defect;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            throw ServerCall.Failure(exception.ToAssessmentError(), server.GrpcAddress);
        }
    }
}
