using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Assessment.Client;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Cli.Tests;

/// <summary>Client and server processes are killed (SIGKILL) at random moments; every card must be on the server exactly once in the end.</summary>
public sealed class OutboxKillTests(ITestOutputHelper log) : IDisposable
{
    private const int Seed = 20261124;
    private const int CardsPerRound = 32; // a panel's most

    private readonly TemporaryFolder _folder = new();
    private readonly string _grpc = FreeEndpoint();
    private readonly Dictionary<(string Interview, string Interviewer), Scorecard> _sent = [];
    private Process? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("ASSESSMENT_KILL_ROUNDS"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 12;

    private string Address => $"http://{_grpc}";

    private string OutboxFolder => _folder.File("outbox");

    [Fact]
    public async Task Cards_ClientsAndServersKilledAtRandomMoments_ArriveExactlyOnce()
    {
        var random = new Random(Seed);
        var kills = new Dictionary<string, int>();
        for (int round = 0; round < Rounds; round++)
        {
            string cards = await PrepareRoundAsync(round);
            string killed = (round % 4) switch
            {
                0 => await KillFlushingClientAsync(cards, random),
                1 => await KillServerWhileFlushingAsync(cards, random),
                2 => await KillServerWhileSubmittingAsync(cards, random),
                _ => await KillClientWhileKeepingAsync(cards, random),
            };
            kills[killed] = kills.GetValueOrDefault(killed) + 1;
        }

        await StartServerAsync();
        var flush = await RunAsync("outbox", "flush", "--outbox", OutboxFolder, "--server", Address);
        Assert.True(flush.Code == ExitCodes.Done, flush.Text);
        var status = Outbox.StatusOf(OutboxFolder);
        var (lost, doubled, delivered) = await CompareAsync();
        log.WriteLine($"rounds {Rounds}, kills {string.Join(", ", kills.Select(k => $"{k.Key} {k.Value}"))}");
        log.WriteLine($"sent {_sent.Count}, delivered {delivered}, lost {lost}, doubled {doubled}, refused {status.Refused}, waiting {status.Waiting}");
        Assert.Equal((_sent.Count, 0, 0), (delivered, lost, doubled));
        Assert.Equal((0, 0), (status.Waiting, status.Refused)); // a card sent twice that were not known again would be refused
    }

    public void Dispose()
    {
        _server?.Kill();
        _server?.Dispose();
        _folder.Dispose();
    }

    /// <summary>Cards are kept while the server is away; then the client that delivers them is killed.</summary>
    private async Task<string> KillFlushingClientAsync(string cards, Random random)
    {
        await KeepAsync(cards);
        using var client = AssessProcess.Start("outbox", "flush", "--outbox", OutboxFolder, "--server", Address);
        bool midway = await KillWhenWaitingAsync(client, client, random);
        return midway ? "flushing client" : "flushing client, too late";
    }

    private async Task<string> KillServerWhileFlushingAsync(string cards, Random random)
    {
        await KeepAsync(cards);
        using var client = AssessProcess.Start("outbox", "flush", "--outbox", OutboxFolder, "--server", Address);
        bool midway = await KillWhenWaitingAsync(client, _server!, random);
        await client.EndAsync(Cancellation);
        return midway ? "server while flushing" : "server while flushing, too late";
    }

    /// <summary>The server dies while cards go to it directly: the rest, and the one that met the silence, go to the outbox.</summary>
    private async Task<string> KillServerWhileSubmittingAsync(string cards, Random random)
    {
        await StartServerAsync();
        using var client = AssessProcess.Start("submit", cards, "--outbox", OutboxFolder, "--server", Address);
        var ending = client.EndAsync(Cancellation);
        int wanted = random.Next(1, CardsPerRound);
        using (var reader = Connect())
        {
            string interview = _sent.Keys.Last().Interview;
            while (!client.HasExited && await reader.Scorecards.ListAllScorecardsAsync(
                       new ListScorecardsRequest { Parent = interview }, Cancellation).CountAsync(Cancellation) < wanted)
            {
                await Task.Yield();
            }
        }

        await PauseAsync(random);
        _server!.Kill();
        var end = await ending;
        Assert.True(end.Code == ExitCodes.Done, end.Text);
        return "server while submitting";
    }

    /// <summary>The client dies while it puts cards into the outbox. Nothing was reported as done, so its user runs it again.</summary>
    private async Task<string> KillClientWhileKeepingAsync(string cards, Random random)
    {
        await StopServerAsync();
        int before = Outbox.StatusOf(OutboxFolder).Waiting, wanted = before + random.Next(1, CardsPerRound);
        using var client = AssessProcess.Start("submit", cards, "--outbox", OutboxFolder, "--server", Address);
        while (!client.HasExited && Outbox.StatusOf(OutboxFolder).Waiting < wanted)
        {
            await Task.Yield();
        }

        await PauseAsync(random);
        client.Kill();
        await client.EndAsync(Cancellation);
        var again = await RunAsync("submit", cards, "--outbox", OutboxFolder, "--server", Address);
        Assert.True(again.Code == ExitCodes.Done, again.Text);
        return "client while keeping";
    }

    /// <summary>Kills a process once some of the waiting cards are gone, and a moment has passed.</summary>
    /// <returns>Whether cards still wait: the kill was midway.</returns>
    private async Task<bool> KillWhenWaitingAsync(Process client, Process victim, Random random)
    {
        int left = random.Next(1, Outbox.StatusOf(OutboxFolder).Waiting + 1);
        while (!client.HasExited && Outbox.StatusOf(OutboxFolder).Waiting > left)
        {
            await Task.Yield();
        }

        await PauseAsync(random);
        victim.Kill();
        await victim.WaitForExitAsync(Cancellation);
        return Outbox.StatusOf(OutboxFolder).Waiting > 0;
    }

    private static Task PauseAsync(Random random) => Task.Delay(TimeSpan.FromMicroseconds(random.Next(0, 8000)), TimeProvider.System, Cancellation);

    /// <summary>A new interview on the running server, and a file with a card for each of its panel.</summary>
    private async Task<string> PrepareRoundAsync(int round)
    {
        await StartServerAsync();
        using var client = Connect();
        string[] panel = [.. Enumerable.Range(0, CardsPerRound).Select(i => $"r{round:D3}-{i:D2}")];
        var interview = new Interview
        {
            CandidateId = $"candidate-{round}",
            RoleProfile = "roleProfiles/ml_engineer/levels/senior",
            Panel = { panel.Select(id => new PanelMember { InterviewerId = id }) },
        };
        string name = (await client.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview }, cancellationToken: Cancellation)).Name;
        var lines = new List<string>();
        for (int i = 0; i < panel.Length; i++)
        {
            var card = new Scorecard
            {
                InterviewerId = panel[i],
                Ratings = { new Rating { Criterion = "P1.decision", Level = 2 + (i % 3), Evidence = $"Round {round}, card {i}." } },
            };
            _sent.Add((name, panel[i]), card);
            lines.Add(JsonFormatter.Default.Format(new SubmitScorecardRequest { Parent = name, Scorecard = card }));
        }

        return _folder.File($"cards-{round}.jsonl", string.Join('\n', lines));
    }

    /// <summary>Puts a round's cards into the outbox, and has the server back after it.</summary>
    private async Task KeepAsync(string cards)
    {
        var requests = (await File.ReadAllLinesAsync(cards, Cancellation)).Select(JsonParser.Default.Parse<SubmitScorecardRequest>);
        using var outbox = Outbox.Open(OutboxFolder);
        foreach (var request in requests)
        {
            await outbox.AddAsync(request, Cancellation);
        }
    }

    private async Task<(int Lost, int Doubled, int Delivered)> CompareAsync()
    {
        using var client = Connect();
        var stored = await client.Scorecards
            .ListAllScorecardsAsync(new ListScorecardsRequest { Parent = "interviews/-", PageSize = 200 }, Cancellation).ToListAsync(Cancellation);
        var byKey = stored.ToLookup(card => (string.Join('/', card.Name.Split('/')[..2]), card.InterviewerId));
        int delivered = _sent.Count(sent => byKey[sent.Key].Any(card => card.Revision == 1 && card.Ratings.Equals(sent.Value.Ratings)));
        return (_sent.Count - delivered, stored.Count - byKey.Count, delivered);
    }

    private AssessmentClient Connect() => AssessmentClient.Connect(new Uri(Address), new AssessmentClientOptions { Timeout = TimeSpan.FromMinutes(1), Token = TestKey.Give });

    private async Task StartServerAsync()
    {
        if (_server is { HasExited: false })
        {
            return;
        }

        _server?.Dispose();
        _server = AssessProcess.Start("serve", "--db", _folder.File("assessment.db"), "--grpc", _grpc, "--http", "127.0.0.1:0");
        string? ready = await _server.StandardOutput.ReadLineAsync(Cancellation);
        Assert.True(ready is not null, ready is null ? await _server.StandardError.ReadToEndAsync(Cancellation) : "");
    }

    private async Task StopServerAsync()
    {
        _server!.Kill();
        await _server.WaitForExitAsync(Cancellation);
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] args)
    {
        using var process = AssessProcess.Start(args);
        return await process.EndAsync(Cancellation);
    }

    private static string FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }
}
