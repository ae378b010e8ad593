using System.Globalization;
using Assessment.LoadScenarios;
using Assessment.LoadTests.Reports;
using Assessment.LoadTests.Servers;
using Assessment.StorageLoad;

namespace Assessment.LoadTests.Targets;

/// <summary>Scoring over gRPC, beside services that do nothing: behind the same pipeline, and as the template has them.</summary>
internal sealed class CallTargets(TargetPlan plan, ServerChoice choice, TextWriter progress)
{
    private const int MaximumInFlight = 4096;
    internal const double OpenShare = 0.7;
    internal const double SteadyShare = 0.5;

    /// <summary>Measures.</summary>
    /// <returns>The rows, and the runs behind them.</returns>
    public async Task<(IReadOnlyList<TargetRow> Rows, IReadOnlyList<Measurement> Runs)> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder(choice.Folder);
        using var product = ServerUnderLoad.Of(await ServerProcess.StartAsync(folder.At("product.db"), choice, cancellation));
        using var answers = await AnswerFolder.RecordAsync(product.Connection, choice.Folder, cancellation);
        using var empty = ServerUnderLoad.Of(await ServerProcess.StartEmptyAsync(answers.Path, folder.At("empty.db"), choice, cancellation));
        using var bare = ServerUnderLoad.Of(await ServerProcess.StartBareAsync(answers.Path, choice, cancellation));

        await using var score = new Turns("score", [product, empty, bare]);
        await progress.WriteLineAsync("score, beside an empty service and the bare template");
        await score.RunAsync(plan, cancellation);
        await using var stream = new Turns("score-stream", [product, empty, bare]);
        await progress.WriteLineAsync("score-stream, beside the same");
        await stream.RunAsync(plan, cancellation);

        await progress.WriteLineAsync("score, at constant rates");
        double peak = await OpenPeak.FindAsync(score.Sessions[0], score.OkPerSecond(0).Max(), plan.Duration, cancellation);
        var open = await score.Sessions[0].OfferAsync(OpenPeak.Share(OpenShare), OpenShare * peak, plan.OpenLoop, MaximumInFlight, cancellation);
        var rows = new List<TargetRow>
        {
            TargetRow.AtLeast("score, 64 callers", "empty service, same pipeline", "calls/s", score.OkPerSecond(1), score.OkPerSecond(0), 0.9),
            TargetRow.AtMost("its server's CPU", "the empty service's", "µs/call", score.Cost(1), score.Cost(0), 1.25),
            TargetRow.Of("score, 64 callers", "bare template", "calls/s", score.OkPerSecond(2), score.OkPerSecond(0)),
            TargetRow.Of("its server's CPU", "the bare template's", "µs/call", score.Cost(2), score.Cost(0)),
            TargetRow.AtLeast("score-stream, a card a message", "empty stream, same pipeline", "cards/s", stream.OkPerSecond(1), stream.OkPerSecond(0), 0.8),
            TargetRow.AtLeast("score-stream, a card a message", "our score, a card a call", "cards/s", score.OkPerSecond(0), stream.OkPerSecond(0), 4),
            TargetRow.Of("its server's CPU", "the empty stream's", "µs/card", stream.Cost(1), stream.Cost(0)),
            TargetRow.Of("score-stream, a card a message", "bare template's stream", "cards/s", stream.OkPerSecond(2), stream.OkPerSecond(0)),
            Tail(open),
        };
        var runs = new List<Measurement>([.. score.Runs, .. stream.Runs, open]);
        if (plan.SteadyMinutes > 0)
        {
            await progress.WriteLineAsync($"score, half of that for {plan.SteadyMinutes} minutes");
            var (row, steady) = await new SteadyTarget(plan.SteadyMinutes, TimeSpan.FromMinutes(1)).RunAsync(score.Sessions[0], product.Process!, SteadyShare * peak, cancellation);
            rows.Add(row);
            runs.Add(steady);
        }

        return (rows, runs);
    }

    /// <summary>How long the slowest of a constant rate's calls take beside the usual ones.</summary>
    internal static TargetRow Tail(Measurement open)
    {
        var row = TargetRow.AtMost(
            $"p99 of {open.Scenario} at {open.Load}", "its p50", "ms", [open.Summary.OkLatency.P50Milliseconds], [open.Summary.OkLatency.P99Milliseconds], 10);
        long lost = open.Summary.Overruns + open.Summary.Shed + open.Summary.OtherFailures;
        return row with
        {
            Target = $"{row.Target}, no overruns",
            What = lost == 0 ? row.What : string.Create(CultureInfo.InvariantCulture, $"{row.What} ({lost:N0} calls overrun, shed or failed)"),
            IsMet = row.IsMet == true && lost == 0,
        };
    }

    /// <summary>One scenario on several servers in turns.</summary>
    private sealed class Turns : IAsyncDisposable
    {
        private static readonly string[] Names = ["ours", "empty", "bare"];

        private readonly List<Measurement>[] _runs;

        public Turns(string scenario, IReadOnlyList<ServerUnderLoad> servers)
        {
            Sessions = [.. servers.Select(server => new LoadSession(ScenarioCatalog.FindByName(scenario)!, server))];
            _runs = [.. servers.Select(_ => new List<Measurement>())];
        }

        public IReadOnlyList<LoadSession> Sessions { get; }

        /// <summary>The last round's.</summary>
        public IEnumerable<Measurement> Runs => _runs.Zip(Names, (runs, name) => runs[^1] with { Load = $"{runs[^1].Load}, {name}" });

        public async Task RunAsync(TargetPlan plan, CancellationToken cancellation)
        {
            foreach (var session in Sessions)
            {
                await session.WarmUpAsync(TargetPlan.Callers, plan.WarmUpCalls, cancellation);
            }

            for (int round = 0; round < plan.Rounds; round++)
            {
                for (int server = 0; server < Sessions.Count; server++)
                {
                    _runs[server].Add(await Sessions[server].MeasurePeakAsync(TargetPlan.Callers, plan.Duration, cancellation));
                }
            }
        }

        public double[] OkPerSecond(int server) => [.. _runs[server].Select(run => run.Summary.OkPerSecond)];

        public double[] Cost(int server) => [.. _runs[server].Select(run => run.ServerMicrosecondsPerCall!.Value)];

        public async ValueTask DisposeAsync()
        {
            foreach (var session in Sessions)
            {
                await session.DisposeAsync();
            }
        }
    }
}
