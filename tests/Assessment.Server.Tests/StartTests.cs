using System.Net;
using System.Net.Sockets;
using Assessment.Server.Tests.Errors;
using Assessment.Server.Tests.Support;
using Assessment.V1;

namespace Assessment.Server.Tests;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Database => _folder.File("assessment.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StartAsync_TakenPort_SaysSoAndLetsTheDatabaseGo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = TestServer.Options(Database) with { Grpc = (IPEndPoint)taken.LocalEndpoint };
        var exception = await Assert.ThrowsAnyAsync<IOException>(() => AssessmentServer.StartAsync(options, TimeProvider.System, Cancellation));
        Assert.Contains("in use", exception.Message, StringComparison.OrdinalIgnoreCase);
        taken.Stop();
        await using var server = await AssessmentServer.StartAsync(options, TimeProvider.System, Cancellation);
        Assert.Equal(options.Grpc.Port, server.GrpcAddress.Port);
    }

    [Fact]
    public async Task StartAsync_TwoPorts_AreToldApart()
    {
        await using var server = await TestServer.StartAsync(Database, banks: []);
        Assert.NotEqual(server.Server.GrpcAddress.Port, server.Server.HttpAddress.Port);
        using var http = await server.Http.GetAsync(new Uri("/v1/questionBanks", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, http.StatusCode);
    }

    [Fact]
    public async Task StartAsync_ReadOnlyDatabase_SaysSo()
    {
        await (await TestServer.StartAsync(Database)).DisposeAsync();
        File.SetAttributes(Database, FileAttributes.ReadOnly);
        await RefusesDatabaseAsync("read-only");
        File.SetAttributes(Database, FileAttributes.Normal);
    }

    [Fact]
    public async Task StartAsync_NotADatabase_SaysSoAndLeavesIt()
    {
        string text = string.Concat(Enumerable.Repeat("Dear diary, nothing happened. ", 300));
        _folder.Write("assessment.db", text);
        await RefusesDatabaseAsync("is not a SQLite database");
        Assert.Equal(text, await File.ReadAllTextAsync(Database, Cancellation));
    }

    [Fact]
    public async Task StartAsync_NewerSchema_SaysSo()
    {
        await (await TestServer.StartAsync(Database)).DisposeAsync();
        using (var connection = FaultTests.Open(Database))
        {
            FaultTests.Run(connection, "INSERT INTO schema_version (script, sha256, applied_at) VALUES ('0999_from_the_future.sql', 'x', 0)");
        }

        await RefusesDatabaseAsync("0999_from_the_future.sql");
    }

    [Fact]
    public async Task StartAsync_DatabaseInUse_SaysSo()
    {
        await using var server = await TestServer.StartAsync(Database);
        await RefusesDatabaseAsync("in use");
    }

    [Fact]
    public async Task StartAsync_BanksWithErrors_ListsAllAndLetsTheDatabaseGo()
    {
        _folder.Write("a.yaml", Samples.Bank.With("weight: 100", "weight: 0").With("minutes: 7", "minutes: many"));
        _folder.Write("b.yaml", "kind: recipe");
        var exception = await Assert.ThrowsAsync<BankException>(() => TestServer.StartAsync(Database, [_folder.Path, _folder.File("missing")]));
        Assert.Equal(4, exception.Problems.Count);
        Assert.Equal(string.Join(Environment.NewLine, exception.Problems), exception.Message);
        Assert.Contains(exception.Problems, p => p.StartsWith($"{_folder.File("b.yaml")}:1:7: ", StringComparison.Ordinal));
        await using var server = await TestServer.StartAsync(Database, []);
        Assert.Empty((await server.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest())).QuestionBanks);
    }

    [Fact]
    public async Task StartAsync_SecondTime_KeepsBanksInterviewsAndScorecards()
    {
        ListQuestionBanksResponse banks;
        Interview interview;
        Scorecard card;
        CandidateAssessment assessment;
        await using (var server = await TestServer.StartAsync(Database))
        {
            banks = await server.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest());
            interview = await server.Api.CreateAsync("ann");
            card = await server.Api.SubmitAsync(interview, Cards.Random("ann", new Random(3)));
            assessment = await server.Api.AssessAsync(interview);
        }

        foreach (string[] paths in (string[][])[[], [Repository.QuestionBanks]])
        {
            await using var again = await TestServer.StartAsync(Database, paths);
            Assert.Equal(banks, await again.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest()));
            Assert.Equal(interview, await again.Api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = interview.Name }));
            Assert.Equal(card, await again.Api.GetAsync(card));
            Assert.Equal(assessment, await again.Api.AssessAsync(interview));
        }
    }

    [Fact]
    public async Task StartAsync_PageTokenFromBeforeARestart_GoesOn()
    {
        string token;
        await using (var server = await TestServer.StartAsync(Database))
        {
            token = (await server.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { PageSize = 1 })).NextPageToken;
        }

        await using var again = await TestServer.StartAsync(Database);
        var page = await again.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { PageToken = token });
        Assert.Equal(2, page.QuestionBanks.Count);
    }

    [Fact]
    public async Task StartAsync_ChangedBankUnderTheSameVersion_IsRefused()
    {
        string file = _folder.Write("bank.yaml", Samples.Bank);
        await (await TestServer.StartAsync(Database, [file])).DisposeAsync();
        _folder.Write("bank.yaml", Samples.Bank.With("title: Sample", "title: Changed"));
        var exception = await Assert.ThrowsAsync<BankException>(() => TestServer.StartAsync(Database, [file]));
        Assert.Contains("sample 1.0.0", Assert.Single(exception.Problems), StringComparison.Ordinal);
        _folder.Write("bank.yaml", Samples.Bank.With("title: Sample", "title: Changed").With("version: 1.0.0", "version: 1.0.1"));
        await using var server = await TestServer.StartAsync(Database, [file]);
        var banks = await server.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest());
        Assert.Equal(["1.0.0", "1.0.1"], banks.QuestionBanks.Select(b => b.Version));
    }

    [Fact]
    public async Task StartAsync_SeveralChangedBanks_AreAllNamed()
    {
        string[] files = [_folder.Write("a.yaml", Samples.Bank), _folder.Write("b.yaml", Samples.ApartBank)];
        await (await TestServer.StartAsync(Database, files)).DisposeAsync();
        _folder.Write("a.yaml", Samples.Bank.With("title: Sample", "title: Changed"));
        _folder.Write("b.yaml", Samples.ApartBank.With("title: Sample", "title: Changed"));
        var exception = await Assert.ThrowsAsync<BankException>(() => TestServer.StartAsync(Database, files));
        Assert.Equal(2, exception.Problems.Count);
    }

    private async Task RefusesDatabaseAsync(string words)
    {
        var exception = await Assert.ThrowsAsync<Storage.DatabaseException>(() => TestServer.StartAsync(Database));
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }
}
