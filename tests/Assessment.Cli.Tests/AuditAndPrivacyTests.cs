using Assessment.V1;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Assessment.Cli.Tests;

public class AuditAndPrivacyTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    [Fact]
    public async Task Audit_HeadsAndVerify_FindEverythingAsItWas()
    {
        using var folder = new TemporaryFolder();
        await SubmitAsync("c-audit");
        var heads = await RunAsync("audit heads");
        Assert.Equal(ExitCodes.Done, heads.Code);
        string file = folder.File("heads.json", heads.Out);
        var verified = await RunAsync($"audit verify --heads {file}");
        Assert.Equal(ExitCodes.Done, verified.Code);
        Assert.Contains("All is as it was written.", verified.Out, StringComparison.Ordinal);
        Assert.Empty((await RunAsync("audit verify --json")).Json["breaks"]!.AsArray());
    }

    [Fact]
    public async Task AuditVerify_HeadThatIsNotThere_NamesItAndExitsWithOne()
    {
        using var folder = new TemporaryFolder();
        await SubmitAsync("c-missing");
        var heads = JsonParser.Default.Parse<ListAuditHeadsResponse>((await RunAsync("audit heads")).Out);
        heads.Heads[0].Sequence += 1_000_000;
        var verified = await RunAsync($"audit verify --heads {folder.File("heads.json", heads.ToString())}");
        Assert.Equal(ExitCodes.ProblemsFound, verified.Code);
        Assert.Contains($"First broken link event {heads.Heads[0].Sequence} of chain {heads.Heads[0].WriterId}", verified.Out, StringComparison.Ordinal);
        Assert.Contains("1 broken.", verified.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AuditVerify_FileThatIsNoHeads_IsWrongUsage()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync($"audit verify --heads {folder.File("heads.json", "[]")}");
        Assert.Equal(ExitCodes.WrongUsage, run.Code);
        Assert.Contains("is not what 'assess audit heads' prints", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privacy_AccessThenErase_ShowsThenTakesTheCandidate()
    {
        string interview = await SubmitAsync("c-privacy");
        var packet = JsonParser.Default.Parse<AccessPacket>((await RunAsync("privacy access c-privacy")).Out);
        Assert.Equal(interview, Assert.Single(packet.Interviews).Interview.Name);
        Assert.Equal("Chose recall over precision.", packet.Interviews[0].Scorecards[0].Ratings[0].Evidence);

        var unsure = await RunAsync("privacy erase c-privacy");
        Assert.Equal(ExitCodes.WrongUsage, unsure.Code);
        Assert.Contains("--yes", unsure.Error, StringComparison.Ordinal);
        var erased = await RunAsync("privacy erase c-privacy --yes");
        Assert.Equal(ExitCodes.Done, erased.Code);
        Assert.Contains("1 interviews now belong to erased-", erased.Out, StringComparison.Ordinal);
        var again = await RunAsync("privacy erase c-privacy --yes");
        Assert.Equal(ExitCodes.Refused, again.Code);
        Assert.Contains("RESOURCE_NOT_FOUND", again.Error, StringComparison.Ordinal);
        Assert.Contains("Candidate erased-", (await RunAsync($"interviews show {interview}")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Done, (await RunAsync("audit verify")).Code);
    }

    [Fact]
    public async Task Db_BackupOfAServingDatabase_IsWholeAndItsTamperingShows()
    {
        using var folder = new TemporaryFolder();
        await SubmitAsync("c-backup");
        string copy = folder.File("copy.db");
        var backup = await Assess.RunAsync("db", "backup", copy, "--db", served.Database);
        Assert.Equal(ExitCodes.Done, backup.Code);
        var refused = await Assess.RunAsync("db", "backup", copy, "--db", served.Database);
        Assert.Equal(ExitCodes.Unreachable, refused.Code);
        Assert.Contains("exists already", refused.Error, StringComparison.Ordinal);

        var status = await Assess.RunAsync("db", "status", "--db", served.Database, "--json");
        var ofCopy = await Assess.RunAsync("db", "status", "--db", copy, "--json");
        Assert.Equal(ExitCodes.Done, ofCopy.Code);
        Assert.Equal(status.Json["tables"]!["scorecard"]!.GetValue<long>(), ofCopy.Json["tables"]!["scorecard"]!.GetValue<long>());
        Assert.Equal(ExitCodes.Done, (await Assess.RunAsync("db", "migrate", "--db", copy)).Code);
        var vacuumed = await Assess.RunAsync("db", "vacuum", "--db", copy);
        Assert.Contains("bytes before", vacuumed.Out, StringComparison.Ordinal);

        using (var connection = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_version (script, sha256, applied_at) VALUES ('0999_newer.sql', 'x', 0)";
            command.ExecuteNonQuery();
        }

        var newer = await Assess.RunAsync("db", "status", "--db", copy);
        Assert.Equal(ExitCodes.ProblemsFound, newer.Code);
        Assert.Contains("0999_newer.sql", newer.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("vacuum")]
    [InlineData("backup copy.db")]
    public async Task Db_FileThatIsNotThere_IsSaid(string command)
    {
        using var folder = new TemporaryFolder();
        string missing = folder.File("missing.db");
        var run = await Assess.RunAsync(["db", .. command.Split(' '), "--db", missing]);
        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains($"There is no database {missing}.", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
    }

    [Fact]
    public async Task DbVacuum_WhileAServerHasIt_IsRefused()
    {
        var run = await Assess.RunAsync("db", "vacuum", "--db", served.Database);
        Assert.Equal(ExitCodes.Unreachable, run.Code);
        Assert.Contains("in use by another process", run.Error, StringComparison.Ordinal);
    }

    private async Task<string> SubmitAsync(string candidate)
    {
        var interview = new Interview
        {
            CandidateId = candidate,
            RoleProfile = "roleProfiles/ml_engineer/levels/senior",
            Panel = { new PanelMember { InterviewerId = "ada" } },
        };
        string name = (await served.Client.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview })).Name;
        var card = new Scorecard
        {
            InterviewerId = "ada",
            Ratings = { new Rating { Criterion = "P1.decision", Level = 4, Evidence = "Chose recall over precision." } },
        };
        await served.Client.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = name, Scorecard = card });
        return name;
    }

    private Task<Assess> RunAsync(string command) => Assess.RunAsync([.. command.Split(' '), "--server", served.Address]);
}
