using System.Net;
using Assessment.Cli.Hosting;

namespace Assessment.Cli.Tests;

public class UsageTests
{
    public static TheoryData<string> WrongLines =>
    [
        "",
        "bank",
        "no-such-command",
        "serve --grpc 5080",
        "serve --grpc 127.0.0.1:99999",
        "serve --request-ids-kept 0",
        "serve --grpc no-host:5080",
        "serve --grpc 127.0.0.1:5099 --http 127.0.0.1:5099",
        "serve --log-level loud",
        "serve --cors-origin https://a.example/path",
        "serve --set Limits:NoteLength",
        "token",
        "token --role chief",
        "demo --seed one",
        "bank validate",
        "score",
        "score no-such-file.json",
        "submit no-such-file.json",
        "scorecards list --server nonsense",
        "scorecards list --state lost",
        "scorecards show",
        "assessment show",
        "report run --from 01/02/2026",
        "report run --until 2026-13-01",
        "report run --method best",
        "report run --cut 6",
        "report list --state lost",
        "report impact",
        "report impact --category sex --basis luck",
        "report labels no-such-file.csv",
        "candidates rank one",
        "candidates compare",
        "decisions record one --by dana --outcome maybe --reason-code other",
        "decisions record one --by dana --outcome hire",
        "claims record one no-such-file.json",
    ];

    [Theory]
    [MemberData(nameof(WrongLines))]
    public async Task Run_WrongUsage_SaysSoOnStandardErrorAndExitsWith2(string line)
    {
        var run = await Assess.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((ExitCodes.WrongUsage, ""), (run.Code, run.Out));
        Assert.StartsWith("assess: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:5080", "127.0.0.1:5080")]
    [InlineData("localhost:0", "127.0.0.1:0")]
    [InlineData("*:80", "0.0.0.0:80")]
    [InlineData("[::1]:5080", "[::1]:5080")]
    public void Endpoint_WellFormed_IsRead(string text, string expected)
    {
        Assert.True(Endpoints.TryParse(text, out var endpoint));
        Assert.Equal(IPEndPoint.Parse(expected), endpoint);
    }

    [Theory]
    [InlineData("5080")]
    [InlineData(":5080")]
    [InlineData("::1:5080")]
    [InlineData("127.1:5080")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("127.0.0.1:65536")]
    public void Endpoint_Malformed_IsRefused(string text) => Assert.False(Endpoints.TryParse(text, out _));
}
