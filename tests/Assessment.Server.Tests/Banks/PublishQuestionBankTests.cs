using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Assessment.Server.Tests.Banks;

/// <summary>Publishing changes what is newest, so each test has a server of its own.</summary>
public sealed class PublishQuestionBankTests
{
    [Fact]
    public async Task PublishQuestionBank_New_IsListedAndReadBackAlsoAfterARestart()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("a.db");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567));
        QuestionBank published;
        await using (var server = await TestServer.StartAsync(database, clock: clock))
        {
            published = await server.Api.Banks.PublishQuestionBankAsync(new PublishQuestionBankRequest { Source = Samples.ApartBank.Utf8() });
            Assert.Equal("questionBanks/apart/versions/1.0.0", published.Name);
            Assert.Equal(published, await GetAsync(server, published.Name));
            Assert.Equal(published, await GetAsync(server, "questionBanks/apart/versions/latest"));
        }

        await using var again = await TestServer.StartAsync(database, banks: []);
        Assert.Equal(published, await GetAsync(again, published.Name));
    }

    [Fact]
    public async Task PublishQuestionBank_SameContentAgain_AnswersTheFirstPublication()
    {
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(clock: clock);
        var first = await PublishAsync(server, Samples.ApartBank);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(first, await PublishAsync(server, Samples.ApartBank));
        Assert.Equal(first, await PublishAsync(server, $"# The same, with a comment.\n{Samples.ApartBank}"));
    }

    [Fact]
    public async Task PublishQuestionBank_OtherContentUnderTheVersion_IsRefusedAndTheFirstStays()
    {
        await using var server = await TestServer.StartAsync();
        var first = await PublishAsync(server, Samples.ApartBank);
        await server.Api.Banks.PublishQuestionBankAsync(
                new PublishQuestionBankRequest { Source = Samples.ApartBank.With("title: Sample", "title: Changed").Utf8() })
            .RefusedAsync(StatusCode.AlreadyExists, "BANK_VERSION_EXISTS");
        Assert.Equal(first, await GetAsync(server, first.Name));
    }

    [Fact]
    public async Task PublishQuestionBank_NewVersions_AreOrderedAsNumbersAndOldOnesStay()
    {
        await using var server = await TestServer.StartAsync();
        foreach (string version in (string[])["1.0.0", "1.10.0", "1.9.0", "999999999.0.0", "2.0.0"])
        {
            await PublishAsync(server, Samples.ApartBank.With("version: 1.0.0", $"version: {version}"));
        }

        Assert.Equal("999999999.0.0", (await GetAsync(server, "questionBanks/apart/versions/latest")).Version);
        var banks = (await server.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest { Track = Track.ProductSense })).QuestionBanks;
        Assert.Equal(["1.0.0", "1.9.0", "1.10.0", "2.0.0", "999999999.0.0"], banks.Where(b => b.BankId == "apart").Select(b => b.Version));
    }

    [Fact]
    public async Task PublishQuestionBank_NewerVersion_IsPinnedByNewInterviewsOnly()
    {
        await using var server = await TestServer.StartAsync();
        var before = await server.Api.CreateAsync("ann");
        await PublishAsync(server, Repository.Source("product-sense").With("version: 1.0.0", "version: 1.1.0"));
        var after = await server.Api.CreateAsync("ann");
        Assert.Contains("questionBanks/product-sense/versions/1.0.0", before.QuestionBanks);
        Assert.Contains("questionBanks/product-sense/versions/1.1.0", after.QuestionBanks);
        Assert.Equal(before, await server.Api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = before.Name }));
    }

    [Fact]
    public async Task PublishQuestionBank_Invalid_ListsEveryDiagnostic()
    {
        await using var server = await TestServer.StartAsync();
        string source = Samples.ApartBank.With("weight: 100", "weight: 0").With("minutes: 7", "minutes: many");
        var status = await server.Api.Banks.PublishQuestionBankAsync(new PublishQuestionBankRequest { Source = source.Utf8(), File = "x.yaml" })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_BANK", "source", "source");
        Assert.All(status.Violations(), v => Assert.Matches(@"^x\.yaml:\d+:\d+: ", v.Description));
        await server.Api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = "questionBanks/apart/versions/1.0.0" }).NotFoundAsync();
    }

    [Fact]
    public async Task PublishQuestionBank_ThousandsOfFaults_AreRefusedReadably()
    {
        await using var server = await TestServer.StartAsync(banks: []);
        string source = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"unknown-{i}: 1\n")) + Samples.ApartBank;
        var exception = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Api.Banks.PublishQuestionBankAsync(new PublishQuestionBankRequest { Source = source.Utf8() }));
        var status = Refusals.ReadableStatus(exception);
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.NotEmpty(status.Violations());
        Assert.Contains("Only the first", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishQuestionBank_ProfilesOrNothing_IsRefused()
    {
        await using var server = await TestServer.StartAsync(banks: []);
        await server.Api.Banks.PublishQuestionBankAsync(new PublishQuestionBankRequest { Source = Samples.Profiles.Utf8() })
            .RefusedAsync(StatusCode.InvalidArgument, "INVALID_BANK", "source");
        await server.Api.Banks.PublishQuestionBankAsync(new PublishQuestionBankRequest()).InvalidAsync("source");
        await server.Api.Banks.PublishQuestionBankAsync(
            new PublishQuestionBankRequest { Source = ByteString.CopyFrom(new byte[(1 << 20) + 1]) }).InvalidAsync("source");
    }

    [Fact]
    public async Task CreateInterview_BanksThatShareACompetency_AreRefusedWithTheirField()
    {
        await using var server = await TestServer.StartAsync();
        var score = new ScoreRequest { RoleProfile = Api.SeniorMlEngineer, Ratings = { Cards.Rated("P1.decision", 3) } };
        await server.Api.Scoring.ScoreAsync(score);
        await PublishAsync(server, Samples.Bank); // its P1 and P2 are product-sense's too
        var newest = Api.NewInterview();
        await server.Api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = newest })
            .InvalidAsync("interview.question_banks");
        var pinned = Api.NewInterview();
        pinned.QuestionBanks.Add(["questionBanks/sample/versions/1.0.0", "questionBanks/product-sense/versions/1.0.0"]);
        await server.Api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = pinned })
            .InvalidAsync("interview.question_banks");
        await server.Api.Scoring.ScoreAsync(score).InvalidAsync("question_banks"); // what was found before the publication is forgotten
        pinned.QuestionBanks.RemoveAt(0);
        await server.Api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = pinned });
    }

    [Fact]
    public async Task EveryService_NothingPublished_SaysSo()
    {
        await using var server = await TestServer.StartAsync(banks: []);
        Assert.Empty((await server.Api.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest())).QuestionBanks);
        Assert.Empty((await server.Api.Banks.ListRoleProfilesAsync(new ListRoleProfilesRequest())).RoleProfiles);
        await server.Api.Banks.GetRoleProfileAsync(new GetRoleProfileRequest { Name = Api.SeniorMlEngineer }).NotFoundAsync();
        await server.Api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = Api.NewInterview() })
            .InvalidAsync("interview.role_profile_version", "interview.question_banks");
        await server.Api.Scoring.ScoreAsync(new ScoreRequest { RoleProfile = Api.SeniorMlEngineer })
            .InvalidAsync("role_profile_version", "question_banks");
    }

    private static async Task<QuestionBank> PublishAsync(TestServer server, string source) =>
        await server.Api.Banks.PublishQuestionBankAsync(new PublishQuestionBankRequest { Source = source.Utf8() });

    private static async Task<QuestionBank> GetAsync(TestServer server, string name) =>
        await server.Api.Banks.GetQuestionBankAsync(new GetQuestionBankRequest { Name = name });
}
