using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assessment.Fuzz.Calls;
using Assessment.Fuzz.Integrity;

namespace Assessment.Fuzz;

/// <summary>What a run found.</summary>
internal sealed record FuzzReport
{
    private const int ShownFindings = 20;
    private const int ShownOfAnError = 400; // Characters; the JSON has more.
    private const int FewestPerLoss = 100; // Calls.

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was asked for.</summary>
    public required FuzzOptions Options { get; init; }

    /// <summary>What the calls came to.</summary>
    public required Tally Tally { get; init; }

    /// <summary>Of the calls.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether the process still ran after the last call.</summary>
    public required bool Survived { get; init; }

    /// <summary>Whether it then said that it serves.</summary>
    public required bool Serving { get; init; }

    /// <summary>How it ended when it was asked to; null when it had to be killed.</summary>
    public required int? ExitCode { get; init; }

    /// <summary>MB resident at most.</summary>
    public required double PeakMemory { get; init; }

    /// <summary>MB resident some seconds after the last call.</summary>
    public required double MemoryAfter { get; init; }

    /// <summary>The dearest rpcs, with the milliseconds that their last calls took.</summary>
    public required IReadOnlyList<(string Rpc, double Milliseconds)> Dearest { get; init; }

    /// <summary>Errors of its log.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> Errors { get; init; }

    /// <summary>How many of these the product's own code wrote.</summary>
    public required int Defects { get; init; }

    /// <summary>What stands in its database.</summary>
    public required IntegrityReport Stored { get; init; }

    /// <summary>Everything that should not be so; empty when all is well.</summary>
    public IReadOnlyList<string> Verdict =>
    [
        .. Failed(!Survived, "The server's process ended by itself."),
        .. Failed(Survived && !Serving, "The server no longer says that it serves."),
        .. Failed(Survived && ExitCode != 0, $"The server did not stop cleanly: {(ExitCode is { } code ? $"exit code {code}" : "it was killed")}."),
        .. Failed(Tally.Findings.Count > 0, $"{Tally.Findings.Count} causes of answers that should not be, in {Tally.Findings.Sum(f => f.Count)} calls."),
        .. Failed(Tally.ConnectionsLost * FewestPerLoss > Tally.Calls, $"{Tally.ConnectionsLost} calls lost their connection."),
        .. Failed(Defects > 0, $"{Defects} errors in the log are the product's own."),
        .. Failed(PeakMemory > Options.MemoryLimit, Text($"{PeakMemory:0} MB were resident; {Options.MemoryLimit:0} are the limit.")),
        .. Failed(Tally.PerRpc.Values.Min() == 0 && Options.Only is null, "An rpc was never called."),
        .. Failed(!Stored.IsClean, $"The database breaks {Stored.Broken.Count} rules."),
    ];

    /// <summary>Prints it.</summary>
    public void Print(TextWriter output)
    {
        var least = Tally.PerRpc.MinBy(rpc => rpc.Value);
        output.WriteLine(Text(
            $"{Tally.Calls:#,0} calls of {Tally.PerRpc.Count} rpcs in {Elapsed.TotalSeconds:0} s, {Options.InFlight} in flight, seed {Options.Seed}; {Tally.Messages:#,0} messages"));
        var never = Tally.Answered.Where(rpc => rpc.Value == 0).Select(rpc => rpc.Key).DefaultIfEmpty("none");
        output.WriteLine(Text($"least called: {least.Key}, {least.Value:#,0}; never answered OK: {string.Join(", ", never)}"));
        output.WriteLine(Text($"dearest: {string.Join(", ", Dearest.Select(rpc => Text($"{rpc.Rpc} {rpc.Milliseconds:0} ms")))}"));
        output.WriteLine(Text($"slowest: {string.Join(", ", Tally.Slowest.Select(call => Text($"{call.Call} {call.Seconds:0.0} s")))}"));
        Rows(output, "status", Tally.Statuses.OrderByDescending(status => status.Value).Select(status => ($"{status.Key}", status.Value)));
        output.WriteLine(Text($"UNKNOWN to bytes that are no request: {Tally.Undecodable:#,0}; calls that lost their connection: {Tally.ConnectionsLost:#,0}"));
        Rows(output, "what was wrong with messages", Tally.Kinds.Select(kind => ($"{kind.Key}", kind.Value)));
        output.WriteLine(Text(
            $"server: {(Survived ? "alive" : "DEAD")}, {(Serving ? "serving" : "NOT SERVING")}, exit code {ExitCode}, {PeakMemory:0} MB at most, {MemoryAfter:0} MB afterwards"));
        Rows(output, "errors in its log", Errors.Take(ShownFindings).Select(error => (error.Key[..Math.Min(ShownOfAnError, error.Key.Length)], (long)error.Value)));
        output.WriteLine(Stored.ToString());
        foreach (string broken in Stored.Broken.Take(ShownFindings))
        {
            output.WriteLine($"  {broken}");
        }

        foreach (var finding in Tally.Findings.Take(ShownFindings))
        {
            output.WriteLine(finding);
        }

        output.WriteLine(Verdict.Count == 0 ? "Verdict: well." : $"Verdict: NOT well. {string.Join(" ", Verdict)}");
    }

    /// <summary>The same for programs; findings with what was sent.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            Options.Seed,
            Options.InFlight,
            Tally.Calls,
            Tally.Messages,
            Seconds = Math.Round(Elapsed.TotalSeconds, 1),
            Statuses = Tally.Statuses.ToDictionary(status => $"{status.Key}", status => status.Value),
            Tally.PerRpc,
            Tally.Answered,
            Kinds = Tally.Kinds.ToDictionary(kind => $"{kind.Key}", kind => kind.Value),
            Tally.Undecodable,
            Tally.ConnectionsLost,
            Findings = Tally.Findings.Take(ShownFindings),
            Survived,
            Serving,
            ExitCode,
            PeakMemory = Math.Round(PeakMemory),
            MemoryAfter = Math.Round(MemoryAfter),
            Errors = Errors.ToDictionary(error => error.Key, error => error.Value),
            Stored,
            Verdict,
        },
        Json);

    private static void Rows(TextWriter output, string what, IEnumerable<(string What, long Count)> rows)
    {
        output.WriteLine($"{what}:");
        foreach (var (name, count) in rows)
        {
            output.WriteLine(Text($"  {count,9:#,0}  {name}"));
        }
    }

    private static IEnumerable<string> Failed(bool failed, string text) => failed ? [text] : [];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
