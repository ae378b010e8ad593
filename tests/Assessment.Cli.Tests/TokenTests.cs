using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Assessment.Client;
using Assessment.Server.Access;
using Assessment.V1;
using Grpc.Core;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Cli.Tests;

public class TokenTests(ServedBanks served) : IClassFixture<ServedBanks>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_OfARole_LetsItsCallerDoWhatTheRoleMay()
    {
        string interview = await served.CreateInterviewAsync("ann", "ben");
        using var ann = await ConnectAsync("--role", "interviewer", "--subject", "ann");

        var mine = await ann.Interviews.ListMyInterviewsAsync(new ListMyInterviewsRequest { InterviewerId = "ann" }, cancellationToken: Cancellation);

        Assert.Contains(interview, mine.Interviews.Select(i => i.Name));
        var others = new ListMyInterviewsRequest { InterviewerId = "ben" };
        Assert.Equal(ErrorReason.NotYours, await RefusalAsync(async () => await ann.Interviews.ListMyInterviewsAsync(others)));
        Assert.Equal(ErrorReason.RoleMissing, await RefusalAsync(async () => await ann.Interviews.ListInterviewsAsync(new ListInterviewsRequest())));
    }

    [Theory]
    [InlineData("--role", "interviewer", "--role", "committee")]
    [InlineData("--role", "interviewer", "committee")]
    public async Task Token_SeveralRoles_AddUp(params string[] roles)
    {
        using var both = await ConnectAsync([.. roles, "--subject", "both"]);
        await both.Interviews.ListMyInterviewsAsync(new ListMyInterviewsRequest { InterviewerId = "both" }, cancellationToken: Cancellation);
        await both.Interviews.ListInterviewsAsync(new ListInterviewsRequest(), cancellationToken: Cancellation);
        var heads = new ListAuditHeadsRequest();
        Assert.Equal(ErrorReason.RoleMissing, await RefusalAsync(async () => await both.Audit.ListAuditHeadsAsync(heads)));
    }

    [Fact]
    public async Task Token_OfAnotherTenant_SeesNothingOfThisOne()
    {
        var ours = new GetInterviewRequest { Name = await served.CreateInterviewAsync("ann") };
        using var same = await ConnectAsync("--role", "tool", "--tenant", DevelopmentTokens.DefaultTenant);
        using var other = await ConnectAsync("--role", "tool", "--tenant", "other");

        Assert.Equal(ours.Name, (await same.Interviews.GetInterviewAsync(ours, cancellationToken: Cancellation)).Name);
        Assert.Equal(ErrorReason.ResourceNotFound, await RefusalAsync(async () => await other.Interviews.GetInterviewAsync(ours)));
        Assert.Empty((await other.Interviews.ListInterviewsAsync(new ListInterviewsRequest(), cancellationToken: Cancellation)).Interviews);
    }

    [Theory]
    [InlineData("", 12)]
    [InlineData("--hours 1", 1)]
    [InlineData("--hours 720", 720)]
    public async Task Token_Hours_SayHowLongItIsValid(string option, int hours)
    {
        string token = await PrintAsync(["--role", "tool", .. option.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(token.Split('.')[1]))!;
        Assert.Equal(hours * 3600, (long)claims["exp"]! - (long)claims["nbf"]!);
    }

    [Theory]
    [InlineData("token --role Tool")]
    [InlineData("token --role tool --hours 0")]
    [InlineData("token --role tool --hours 721")]
    public async Task Token_WrongUsage_ExitsWith2(string line)
    {
        var run = await Assess.RunAsync(line.Split(' '));
        Assert.Equal((ExitCodes.WrongUsage, ""), (run.Code, run.Out));
        Assert.StartsWith("assess: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_MadeByManyAtOnce_IsOneAndItsOwnersAlone()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("new/development.key");
        var ends = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(file, "token", "--role", "tool")));

        if (!OperatingSystem.IsWindows()) // where there are no modes
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));
        byte[] key = await File.ReadAllBytesAsync(file, Cancellation);
        Assert.All(ends, end => Assert.True(end.Code == ExitCodes.Done && IsSignedBy(end.Text.Trim(), key), end.Text));
    }

    [Theory]
    [InlineData("token", "--role", "tool")]
    [InlineData("serve", "--grpc", "127.0.0.1:0", "--http", "127.0.0.1:0")]
    [InlineData("interviews", "list")]
    public async Task Key_ThatIsNone_ExitsWith2AndStays(params string[] command)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("development.key", "too short");
        var (code, text) = await RunAsync(file, command);
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains($"'{file}' is no development key", text, StringComparison.Ordinal);
        Assert.Equal("too short", await File.ReadAllTextAsync(file, Cancellation));
    }

    [Fact]
    public async Task Commands_WithATokenInTheEnvironment_SendIt()
    {
        string token = await PrintAsync("--role", "interviewer", "--subject", "ann");
        var (code, text) = await RunAsync(("ASSESSMENT_TOKEN", token), "interviews", "list", "--server", served.Address);
        Assert.Equal(ExitCodes.Refused, code);
        Assert.Contains("refused (ROLE_MISSING)", text, StringComparison.Ordinal);
        (code, text) = await RunAsync(("ASSESSMENT_TOKEN", "nonsense"), "interviews", "list", "--server", served.Address);
        Assert.Equal(ExitCodes.Refused, code);
        Assert.Contains("refused (TOKEN_INVALID)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_WithATokenAndNoTls_SendItNowhere()
    {
        var (code, text) = await RunAsync(("ASSESSMENT_TOKEN", "nonsense"), "interviews", "list", "--server", "http://assessment.example:5080");
        Assert.Equal(ExitCodes.WrongUsage, code);
        Assert.Contains("without TLS", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", text, StringComparison.Ordinal);
    }

    private static bool IsSignedBy(string token, byte[] key)
    {
        int dot = token.LastIndexOf('.');
        byte[] signature = HMACSHA256.HashData(key, System.Text.Encoding.ASCII.GetBytes(token[..dot]));
        return Base64UrlEncoder.Encode(signature) == token[(dot + 1)..];
    }

    private static async Task<string> PrintAsync(params string[] options)
    {
        var run = await Assess.RunAsync(["token", .. options]);
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        return Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<ErrorReason> RefusalAsync(Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(call);
        return exception.ToAssessmentError().KnownReason;
    }

    private static Task<(int Code, string Text)> RunAsync(string key, params string[] command) =>
        RunAsync((DevelopmentKey.Variable, key), command);

    private static async Task<(int Code, string Text)> RunAsync((string Name, string Value) variable, params string[] command)
    {
        using var process = AssessProcess.StartWith(new Dictionary<string, string?> { [variable.Name] = variable.Value }, command);
        return await process.EndAsync(Cancellation);
    }

    private async Task<AssessmentClient> ConnectAsync(params string[] options)
    {
        string token = await PrintAsync(options);
        return AssessmentClient.Connect(
            new Uri(served.Address), new AssessmentClientOptions { Timeout = TimeSpan.FromMinutes(1), Token = _ => new(token) });
    }
}
