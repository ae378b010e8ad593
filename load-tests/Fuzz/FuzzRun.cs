using System.Diagnostics;
using System.Globalization;
using Assessment.Fuzz.Calls;
using Assessment.Fuzz.Contract;
using Assessment.Fuzz.Integrity;
using Assessment.Fuzz.Messages;
using Assessment.Fuzz.Servers;
using Assessment.StorageLoad;
using Grpc.Core;

namespace Assessment.Fuzz;

/// <summary>Hostile calls against a server of its own process, and then a look at what it stored.</summary>
internal sealed class FuzzRun
{
    private const int PlantedEvery = 100; // Calls.

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30); // Beyond a call's deadline.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(10);

    private readonly FuzzOptions options;
    private readonly FuzzServer server;
    private readonly Seeds seeds;
    private readonly MessageMaker maker;
    private readonly Caller caller;
    private readonly Rota rota = new(Rpcs.All);
    private readonly Tally tally = new(Rpcs.All);
    private long begunCalls;

    private FuzzRun(FuzzOptions options, FuzzServer server, Pool pool, Seeds seeds)
    {
        (this.options, this.server, this.seeds) = (options, server, seeds);
        maker = new MessageMaker(new PlausibleValues(pool, new NamePatterns(Rpcs.All)));
        caller = new Caller(server.Anonymous.CreateCallInvoker(), pool);
    }

    /// <summary>Runs it all.</summary>
    /// <param name="options">How much of it.</param>
    /// <param name="progress">Gets a line now and then.</param>
    public static async Task<FuzzReport> RunAsync(FuzzOptions options, TextWriter progress)
    {
        using var folder = new TemporaryFolder(options.Folder);
        string database = folder.At("fuzz.db");
        using var server = await FuzzServer.StartAsync(database);
        var pool = new Pool();
        using var seeds = new Seeds(server.Channel, pool);
        await seeds.PlantAsync();
        var run = new FuzzRun(options, server, pool, seeds);
        var watch = Stopwatch.StartNew();
        await run.CallAllAsync(progress);
        var elapsed = watch.Elapsed;
        bool alive = server.IsAlive;
        bool serving = alive && await server.IsServingAsync();
        await Task.Delay(Rest);
        var (after, peak) = server.Memory();
        int? exitCode = await server.StopAsync();
        return new()
        {
            Options = options,
            Tally = run.tally,
            Elapsed = elapsed,
            Survived = alive,
            Serving = serving,
            ExitCode = exitCode,
            PeakMemory = peak,
            MemoryAfter = after,
            Dearest = run.rota.Dearest(),
            Errors = server.Log.Errors,
            Defects = server.Log.Defects,
            Stored = await IntegrityCheck.RunAsync(database),
        };
    }

    private async Task CallAllAsync(TextWriter progress)
    {
        if (options.Only is { } only)
        {
            await CallAsync(only.Index, Rpcs.All.Single(rpc => rpc.Name == only.Rpc));
            return;
        }

        using var ended = new CancellationTokenSource();
        var telling = TellAsync(progress, ended.Token);
        await Task.WhenAll(Enumerable.Range(0, options.InFlight).Select(_ => Task.Run(WorkAsync)));
        await ended.CancelAsync();
        await telling;
    }

    private async Task WorkAsync()
    {
        while (server.IsAlive && Interlocked.Increment(ref begunCalls) is var index && index <= options.Calls)
        {
            if (index % PlantedEvery == 0)
            {
                await seeds.TryPlantInterviewAsync();
            }

            int rpc = rota.Next();
            long begun = Stopwatch.GetTimestamp();
            await CallAsync(index, Rpcs.All[rpc]);
            rota.Took(rpc, begun);
        }
    }

    private async Task CallAsync(long index, Rpc rpc)
    {
        var plan = CallPlan.Make(rpc, maker, Chance.Of(options.Seed, index, rpc.Name));
        long begun = Stopwatch.GetTimestamp();
        CallOutcome outcome;
        try
        {
            outcome = await caller.CallAsync(rpc, plan).WaitAsync(plan.Deadline + Grace);
        }
        catch (TimeoutException)
        {
            outcome = new(rpc, plan, StatusCode.Unknown, CallOutcome.NeverEnded, IsConnectionLost: false);
        }

        tally.Add(index, outcome, Stopwatch.GetElapsedTime(begun));
    }

    private async Task TellAsync(TextWriter progress, CancellationToken ended)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(ProgressPeriod);
        int told = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                var (now, peak) = server.Memory();
                await progress.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{watch.Elapsed.TotalSeconds,6:0} s  {Math.Min(begunCalls, options.Calls),9:#,0} calls  {now,5:0} MB (peak {peak:0})  "
                    + $"dearest {rota.Dearest()[0].Rpc} {rota.Dearest()[0].Milliseconds:0} ms"));
                var findings = tally.Findings;
                foreach (var finding in findings.Skip(told))
                {
                    await progress.WriteLineAsync($"  {finding}");
                }

                told = findings.Count;
            }
        }
        catch (OperationCanceledException)
        {
            // All calls are made.
        }
    }
}
