using System.Globalization;
using System.Text.RegularExpressions;
using Assessment.EndToEnd.Tests.Processes;
using Assessment.V1;

namespace Assessment.EndToEnd.Tests.Clients;

/// <summary>The examples in other languages, run as their README says, against the server process.</summary>
public sealed partial class ForeignClientTests(LiveServer live, ITestOutputHelper log)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python_Composite_IsTheServers()
    {
        await Tools.RequirePythonAsync();
        await CheckAsync(await RunAsync(await Tokens.PrintAsync("tool"), Tools.Python, "python/assess.py", live.Server.Grpc.Authority));
    }

    [Fact]
    public async Task Node_Composite_IsTheServers()
    {
        Tools.RequireNodePackages();
        await CheckAsync(await RunAsync(await Tokens.PrintAsync("tool"), "node", "node/assess.mjs", live.Server.Grpc.Authority));
    }

    [Fact]
    public async Task Curl_Composite_IsTheServers()
    {
        Tools.RequireOnPath("curl", "curl");
        Tools.RequireOnPath("jq", "jq");
        await CheckAsync(await RunAsync(await Tokens.PrintAsync("tool"), "bash", "curl/assess.sh", Address(live.Server.Http)));
    }

    /// <summary>An interviewer plans no interviews, and nobody does anything without a token.</summary>
    [Theory]
    [InlineData("interviewer", "ROLE_MISSING")]
    [InlineData("", "TOKEN_MISSING")]
    public async Task Curl_RoleThatIsNotEnough_IsToldWhy(string role, string reason)
    {
        Tools.RequireOnPath("curl", "curl");
        Tools.RequireOnPath("jq", "jq");
        string token = role.Length > 0 ? await Tokens.PrintAsync(role) : "";
        var ended = await RunAsync(token, "bash", "curl/assess.sh", Address(live.Server.Http));
        Assert.True(ended.ExitCode != 0, ended.Everything);
        Assert.Contains(reason, ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browser_Composite_IsTheServers()
    {
        Tools.RequireNodePackages();
        Tools.RequireChromium();
        (await new Command("npm", "run", "--silent", "build:browser") { Folder = Tools.Examples }.RunAsync()).ShouldSucceed();

        await using var browser = await Browser.StartAsync(Cancellation);
        string result = await browser.EvaluateAsync(
            $"{live.Pages.Origin}/?server={Address(live.Server.Http)}",
            $$"""
            new Promise((resolve) => {
              const output = document.getElementById('result');
              const look = () => output.textContent.startsWith('Working') || resolve(output.textContent);
              new MutationObserver(look).observe(output, { childList: true });
              document.getElementById('token').value = '{{await Tokens.PrintAsync("tool")}}';
              document.getElementById('form').requestSubmit();
            })
            """,
            Cancellation);

        await CheckAsync(new Ended(0, result, ""));
    }

    [Fact]
    public async Task Browser_OfAnotherOrigin_IsNotAllowed()
    {
        using var http = new HttpClient();
        Assert.Equal(live.Pages.Origin, await AllowedOriginAsync(http, live.Pages.Origin));
        Assert.Null(await AllowedOriginAsync(http, "http://127.0.0.1:1"));
    }

    private async Task<string?> AllowedOriginAsync(HttpClient http, string origin)
    {
        using var preflight = new HttpRequestMessage(
            HttpMethod.Options, new Uri(live.Server.Http, "/assessment.v1.QuestionBankService/GetQuestionBank"));
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-grpc-web,grpc-timeout");
        using var answer = await http.SendAsync(preflight, Cancellation);
        if (!answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed))
        {
            return null;
        }

        Assert.Contains("authorization", answer.Headers.GetValues("Access-Control-Allow-Headers").Single().Split(','));
        return allowed.Single();
    }

    /// <summary>Runs an example in its folder, with a token in the environment unless it is empty.</summary>
    private static Task<Ended> RunAsync(string token, string program, params string[] arguments) => new Command(program, arguments)
    {
        Folder = Tools.Examples,
        Environment = token.Length > 0 ? new Dictionary<string, string> { ["ASSESSMENT_TOKEN"] = token } : [],
    }.RunAsync();

    /// <summary>It ended well, and what it printed is what the server says of the interview that it names.</summary>
    private async Task CheckAsync(Ended ended)
    {
        ended.ShouldSucceed();
        log.WriteLine(ended.Output);
        var printed = Printed().Match(ended.Output);
        Assert.True(printed.Success, ended.Everything);
        var assessment = await new CandidateAssessmentService.CandidateAssessmentServiceClient(live.Server.Channel).GetCandidateAssessmentAsync(
            new GetCandidateAssessmentRequest { Name = $"{printed.Groups["interview"].Value}/candidateAssessment" }, cancellationToken: Cancellation);
        Assert.Equal(3, assessment.Scorecards.Count);
        Assert.Equal(Points(assessment.CompositeHundredths), printed.Groups["composite"].Value);
    }

    private static string Points(int hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    [GeneratedRegex(
        @"^(?<interview>interviews/[0-9a-f-]{36}): composite (?<composite>\d+\.\d\d) of 100, as computed here; BAND_[A-Z_]+$",
        RegexOptions.Multiline)]
    private static partial Regex Printed();
}
