using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client.Tests;

/// <summary>The snippets of docs/client.md and of the package's README, as code that compiles and runs.</summary>
public sealed class DocumentTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string, int> Documents => new() { { "docs/client.md", 8 }, { "src/Assessment.Client/README.md", 1 } };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Snippets_OfADocument_AreThisCode(string document, int count)
    {
        string code = Lines(await File.ReadAllTextAsync(Path.Combine(Root, "tests/Assessment.Client.Tests/DocumentTests.cs"), TestContext.Current.CancellationToken));
        string[] parts = (await File.ReadAllTextAsync(Path.Combine(Root, document), TestContext.Current.CancellationToken)).Split("```");
        string[] snippets = [.. parts.Where(p => p.StartsWith("csharp\n", StringComparison.Ordinal)).Select(p => Lines(p["csharp\n".Length..]))];
        Assert.Equal(count, snippets.Length);
        Assert.All(snippets, snippet => Assert.Contains(snippet, code, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Snippets_OnALiveServer_Run()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        using var ended = new CancellationTokenSource();
        string interview = await client.CreateInterviewAsync("ada", "b", "c");
        await SubmitAndListAsync(client, interview);
        await KeepAsync(client, await client.CreateInterviewAsync("ada"), Path.Combine(server.Folder, "outbox"));
        await StreamAsync(client, [Samples.Card(interview, "b"), Samples.Card(interview, "stranger")]);
        await RefuseAsync(client);
        await SignInAsync(server.Address);
        var watching = WatchAsync(client, ended.Token);
        var start = new WatchInterviewsRequest { ResumeToken = "start" };
        await client.Interviews.WatchAllAsync(start, cancellation: ended.Token).Take(5).CountAsync(ended.Token); // two interviews, three cards
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        using var connected = Connect();
        Assert.NotNull(connected.Health);
    }

    private static AssessmentClient Connect()
    {
        using var client = AssessmentClient.Connect(new Uri("http://127.0.0.1:5080"), new AssessmentClientOptions { Timeout = TimeSpan.FromSeconds(5) });
        return client;
    }

    private static async Task SignInAsync(Uri address)
    {
        int asked = 0;
        Func<CancellationToken, Task<AccessToken>> signIn = async cancellation =>
        {
            asked++;
            return new AccessToken(await TestToken.Give(cancellation), TimeProvider.System.GetUtcNow().AddHours(1));
        };
        var issued = new AccessToken("", DateTimeOffset.MinValue);
        var options = new AssessmentClientOptions
        {
            Token = async cancellation =>
            {
                if (issued.ExpiresAt < TimeProvider.System.GetUtcNow().AddMinutes(1))
                {
                    issued = await signIn(cancellation);
                }

                return issued.Text;
            },
        };
        using var client = AssessmentClient.Connect(address, options);
        await client.QuestionBanks.ListQuestionBanksAsync(new ListQuestionBanksRequest());
        await client.QuestionBanks.ListQuestionBanksAsync(new ListQuestionBanksRequest());
        Assert.Equal(1, asked);
    }

    private static async Task SubmitAndListAsync(AssessmentClient client, string interview)
    {
        var card = new Scorecard
        {
            InterviewerId = "ada",
            Ratings = { new Rating { Criterion = "P1.decision", Level = 4, Evidence = "Named the decision first." } },
        };
        var stored = await client.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview, Scorecard = card });
        Console.WriteLine($"{stored.Name}: {stored.Score.CompositeHundredths / 100m:0.00}");

        await foreach (var listed in client.Scorecards.ListAllScorecardsAsync(new ListScorecardsRequest { Parent = interview }))
        {
            Console.WriteLine($"{listed.Name} {listed.State}");
        }
    }

    private static async Task KeepAsync(AssessmentClient client, string interview, string folder)
    {
        var card = Samples.Card(interview, "ada").Scorecard;
        using var outbox = Outbox.Open(folder);
        await outbox.AddAsync(new SubmitScorecardRequest { Parent = interview, Scorecard = card });
        var flush = await outbox.FlushAsync(client);
        Console.WriteLine($"{flush.Delivered} delivered, {flush.Refused} refused, {flush.Waiting} waiting");
        Assert.Equal(1, flush.Delivered);
    }

    private static async Task StreamAsync(AssessmentClient client, SubmitScorecardRequest[] requests)
    {
        await foreach (var answer in client.Scorecards.SubmitAllAsync(requests, new StreamOptions { InFlight = 64 }))
        {
            Console.WriteLine(answer.Error is null ? answer.Scorecard!.Name : $"item {answer.Sequence}: {answer.Error.Message}");
        }
    }

    private static async Task WatchAsync(AssessmentClient client, CancellationToken cancellation)
    {
        string lastToken = "";
        await foreach (var change in client.Interviews.WatchAllAsync(new WatchInterviewsRequest { ResumeToken = "start" }, cancellation: cancellation))
        {
            Console.WriteLine($"{change.Kind} {change.Interview}");
            lastToken = change.ResumeToken;
        }

        Assert.NotEqual("", lastToken);
    }

    private static async Task RefuseAsync(AssessmentClient client)
    {
        try
        {
            await client.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = "interviews/unknown" });
        }
        catch (RpcException exception)
        {
            var error = exception.ToAssessmentError();
            Console.WriteLine($"{error.Code} {error.Reason}: {string.Join("; ", error.FieldViolations.Select(v => $"{v.Field} {v.Description}"))}");
        }
    }

    /// <summary>The snippet of the package's README, which never runs: it names a folder and an interview of its own.</summary>
    internal static async Task ReadmeAsync(Func<CancellationToken, ValueTask<string>> getToken)
    {
        using var client = AssessmentClient.Connect(new Uri("https://assessment.example:5080"), new AssessmentClientOptions { Token = getToken });

        var interview = await client.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11" });
        var card = new Scorecard
        {
            InterviewerId = "ada",
            Ratings = { new Rating { Criterion = "P1.decision", Level = 4, Evidence = "Named the decision first." } },
        };
        var stored = await client.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview.Name, Scorecard = card });

        using var outbox = Outbox.Open("/var/lib/interviews/outbox");
        await outbox.AddAsync(new SubmitScorecardRequest { Parent = interview.Name, Scorecard = card }); // returns once it survives a power loss
        var flush = await outbox.FlushAsync(client);                                                      // each card is stored once
    }

    /// <summary>What an issuer gives, as a caller may keep it.</summary>
    private sealed record AccessToken(string Text, DateTimeOffset ExpiresAt);

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Assessment.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
