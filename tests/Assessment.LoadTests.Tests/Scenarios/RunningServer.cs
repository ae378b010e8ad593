using System.Net;
using System.Security.Cryptography;
using Assessment.Server;
using Assessment.Server.Access;

namespace Assessment.LoadTests.Tests.Scenarios;

/// <summary>A server in this process with the shipped banks.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assessment-load-tests-");
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(DevelopmentTokens.KeyBytes);
    private AssessmentServer? _server;

    public Uri Address => _server!.GrpcAddress;

    /// <summary>A token with every role.</summary>
    public string Token => DevelopmentTokens.Issue(
        _key,
        "everyone",
        Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin,
        DevelopmentTokens.DefaultTenant,
        TimeProvider.System.GetUtcNow(),
        TimeSpan.FromHours(1));

    /// <summary>A path in a folder that goes with the server.</summary>
    public string At(string name) => Path.Combine(_folder.FullName, name);

    public async ValueTask InitializeAsync() => _server = await AssessmentServer.StartAsync(
        new ServerOptions
        {
            Environment = "Development",
            DevelopmentKey = _key,
            Settings = new Dictionary<string, string?> { ["Limits:CallsPerSecond"] = "1000000", ["Limits:CallBurst"] = "1000000" }, // All calls are one caller's.
            Database = At("assessment.db"),
            QuestionBanks = [Path.Combine(AppContext.BaseDirectory, "question-banks")],
            Grpc = new IPEndPoint(IPAddress.Loopback, 0),
            Http = new IPEndPoint(IPAddress.Loopback, 0),
        },
        TimeProvider.System,
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
