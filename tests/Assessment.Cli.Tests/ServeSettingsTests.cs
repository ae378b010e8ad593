namespace Assessment.Cli.Tests;

/// <summary>What <c>assess serve</c> refuses to start with.</summary>
public class ServeSettingsTests
{
    private const string Bearer = "Authentication:Schemes:Bearer";
    private const string Production = "Production";
    private const string Issuer = $"--set {Bearer}:Authority=https://login.example";
    private const string Audience = $"--set {Bearer}:ValidAudiences:0=assessment";
    private const string FreePorts = "--grpc 127.0.0.1:0 --http 127.0.0.1:0";
    private const string Proxy = "--tls-terminated-by-proxy";

    /// <summary>An environment, a line of options, and what is wrong with them: a line each.</summary>
    public static TheoryData<string, string, string[]> Wrong => new()
    {
        { Production, FreePorts, [$"{Bearer}:Authority is not set", $"{Bearer}:ValidAudiences:0 is not set", "There is no TLS"] },
        { "Staging", $"{FreePorts} {Issuer} {Audience}", ["There is no TLS"] },
        {
            Production,
            $"{FreePorts} --set {Bearer}:Authority=http://login.example --set {Bearer}:SigningKeys:0:Value=x --set Limits:NoteLength=1 --tls-key key.pem",
            [
                "Limits:NoteLength is 1; it is 100 to 40000.", $"{Bearer}:Authority is not an https address",
                $"{Bearer}:ValidAudiences:0 is not set", $"{Bearer}:SigningKeys are for Development", "Tls:Certificate and Tls:Key go together",
            ]
        },
        {
            Production,
            $"{FreePorts} {Issuer} {Audience} {Proxy} --tls-certificate missing.pem --tls-key missing.key",
            ["Tls:TerminatedByProxy is set beside a certificate", "can't be read from 'missing.pem' and 'missing.key'"]
        },
        { "", "--grpc 0.0.0.0:0 --http [::]:0", ["gRPC is to be served at 0.0.0.0:0", "HTTP is to be served at [::]:0"] },
        { "", $"{FreePorts} --set Limits:PanelMembers=33 --set Limits:NoteLength=-1", ["Limits:NoteLength is -1", "Limits:PanelMembers is 33; it is 1 to 32."] },
        { "", $"{FreePorts} --set Limits:DefaultPageSize=100 --set Limits:MaximumPageSize=10", ["a page can't have more items by default than at most"] },
        { "", $"{FreePorts} --set Limits:NoteLenght=4000", ["NoteLenght"] },
        { "", $"{FreePorts} --set Limits:NoteLength=many", ["Limits:NoteLength"] },
        { "", $"{FreePorts} --tls-certificate cert.pem", ["Tls:Certificate and Tls:Key go together"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Serve_SettingsThatLeaveADoorOpen_ListsThemAndExitsWith2(string environment, string options, string[] problems)
    {
        using var folder = new TemporaryFolder();
        var run = await ServeAsync(environment, ["--db", folder.File("a.db"), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        AssertRefused(run, problems);
        Assert.False(File.Exists(folder.File("a.db")));
    }

    [Theory]
    [InlineData(Production)]
    [InlineData("")]
    public async Task Serve_CertificateThatIsNone_ExitsWith2(string environment)
    {
        using var folder = new TemporaryFolder();
        string certificate = folder.File("cert.pem", "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n");
        string key = folder.File("key.pem", "none");
        var run = await ServeAsync(
            environment, ["--db", folder.File("a.db"), .. $"{FreePorts} {Issuer} {Audience}".Split(' '), "--tls-certificate", certificate, "--tls-key", key]);
        AssertRefused(run, [$"The certificate can't be read from '{certificate}' and '{key}'"]);
    }

    private static async Task<Assess> ServeAsync(string environment, IEnumerable<string> options)
    {
        var variables = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = environment };
        using var process = AssessProcess.StartWith(variables, ["serve", .. options]);
        var (code, text) = await process.EndAsync(TestContext.Current.CancellationToken);
        return new Assess(code, "", text);
    }

    /// <summary>A line that says so, and below it one for each problem.</summary>
    private static void AssertRefused(Assess run, string[] problems)
    {
        Assert.True(run.Code == ExitCodes.WrongUsage, $"{run.Code}: {run.Error}");
        string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("assess: the server may not start with these settings:", lines[0]);
        Assert.True(problems.Length == lines.Length - 1, run.Error);
        Assert.All(problems, problem => Assert.Contains(lines, line => line.StartsWith("  ", StringComparison.Ordinal) && line.Contains(problem, StringComparison.Ordinal)));
    }
}
