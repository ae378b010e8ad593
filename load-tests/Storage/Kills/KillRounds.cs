using System.Globalization;
using Assessment.Storage;

namespace Assessment.StorageLoad.Kills;

/// <summary>How all rounds went.</summary>
/// <param name="Cards">What became of the cards.</param>
/// <param name="Repeated">Rounds that were run again, because the kill came before the first answer or after the last.</param>
/// <param name="Audit">The verification of the audit chains afterwards.</param>
internal sealed record KillReport(KillTally Cards, int Repeated, AuditReport Audit)
{
    /// <summary>Whether every acknowledged card was found, whole and once, and the audit chains are unbroken.</summary>
    public bool IsClean => Cards is { Lost: 0, Altered: 0, Doubled: 0 } && Cards.Found == Cards.Acknowledged && Audit.Breaks.Count == 0;
}

/// <summary>
/// Rounds in which the server's process is killed while callers submit. After its restart every acknowledged card must be there, whole
/// and once; what was in flight is sent again by its request id, and then must be there once too.
/// </summary>
internal static class KillRounds
{
    /// <summary>Runs so many rounds that count, and prints a line for each.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rounds">How many.</param>
    /// <param name="seed">The moments of the kills follow from it and from the round.</param>
    /// <param name="parent">Where the database is put, in a folder of its own.</param>
    public static async Task<KillReport> RunAsync(TextWriter output, int rounds, int seed, string parent)
    {
        using var folder = new TemporaryFolder(parent);
        string database = folder.At("kill.db");
        var server = await ServerProcess.StartAsync(database);
        try
        {
            var cards = await SampleCards.CreateAsync(server.Channel);
            await output.WriteLineAsync("| round | seed | acknowledged | found | lost | altered | doubled | in flight | of those stored |");
            await output.WriteLineAsync("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
            var (total, repeated) = (KillTally.None, 0);
            for (int round = 1; round <= rounds;)
            {
                int own = seed + round + repeated;
                var sent = await KillRound.SubmitAndKillAsync(server, cards, new Random(own));
                server.Dispose();
                server = await ServerProcess.StartAsync(database);
                var tally = await sent.CompareAsync(server.Channel);
                total += tally;
                await output.WriteLineAsync(Line(tally.Counts ? $"{round}" : "again", $"{own}", tally));
                (round, repeated) = tally.Counts ? (round + 1, repeated) : (round, repeated + 1);
            }

            await output.WriteLineAsync(Line("all", "", total));
            await server.KillAsync();
            var audit = await VerifyAsync(database);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{repeated} rounds repeated; {audit.Chains} audit chains, {audit.Events} events, {audit.Contents} contents equal to theirs, {audit.Breaks.Count} breaks"));
            return new(total, repeated, audit);
        }
        finally
        {
            server.Dispose();
        }
    }

    private static async Task<AuditReport> VerifyAsync(string database)
    {
        await using var db = await SqliteDatabase.OpenAsync(database, TimeProvider.System, CancellationToken.None);
        return await new AuditStore(db).VerifyAsync([], null, CancellationToken.None);
    }

    private static string Line(string round, string seed, KillTally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {round} | {seed} | {tally.Acknowledged} | {tally.Found} | {tally.Lost} | {tally.Altered} | {tally.Doubled} | {tally.InFlight} | {tally.Committed} |");
}
