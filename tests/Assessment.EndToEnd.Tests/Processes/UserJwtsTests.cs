using System.Net;
using System.Net.Http.Headers;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>Tokens of the SDK's own tool for developers, by a key in a home folder of the test's.</summary>
public sealed class UserJwtsTests : IDisposable
{
    private const string Project = "src/Assessment.Server";
    private const string Settings = $"{Project}/appsettings.Development.json";
    private readonly TemporaryFolder _home = new();
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _home.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Token_OfUserJwts_IsTakenByTheServersOfThatUser()
    {
        await RequireToolAsync();
        string settings = await File.ReadAllTextAsync(Repository.At(Settings), Cancellation);
        string token = (await UserJwts("create", "--project", Project, "--name", "ann", "--role", "interviewer", "--output", "token").RunAsync())
            .ShouldSucceed().Output.Trim();
        Assert.Equal(settings, await File.ReadAllTextAsync(Repository.At(Settings), Cancellation)); // The tool writes there what is there.

        await using (var server = await AssessServer.StartAsync(_folder.At("own.db"), HomeAt(_home.Path)))
        {
            Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/v1/interviews:mine?interviewerId=ann", token));
            Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(server, "/v1/interviews:mine?interviewerId=ben", token));
            Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(server, "/v1/interviews", token)); // No interviewer lists them all.
        }

        await using var another = await AssessServer.StartAsync(_folder.At("another.db"), HomeAt(_folder.Path));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(another, "/v1/interviews:mine?interviewerId=ann", token));
    }

    private static async Task<HttpStatusCode> GetAsync(AssessServer server, string path, string token)
    {
        using var http = new HttpClient { BaseAddress = server.Http };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }

    private async Task RequireToolAsync()
    {
        var help = await UserJwts("--help").RunAsync();
        Assert.SkipUnless(help.ExitCode == 0, $"'dotnet user-jwts' is not there; the .NET SDK brings it: {help.Error}");
    }

    private Command UserJwts(params string[] arguments) => new("dotnet", ["user-jwts", .. arguments])
    {
        Environment = new Dictionary<string, string>(HomeAt(_home.Path))
        {
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        },
    };

    /// <summary>An environment in which that folder is the user's; the tests' development key stays where it is.</summary>
    private static Dictionary<string, string> HomeAt(string folder) => new()
    {
        ["HOME"] = folder,
        ["APPDATA"] = folder, // Windows keeps user secrets there, and so does whoever sets it elsewhere.
        ["DOTNET_CLI_HOME"] = folder,
    };
}
