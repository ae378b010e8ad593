using System.Net;
using Assessment.Server;

namespace Assessment.Client.Tests;

/// <summary>A server in this process with the shipped banks, and a client of it.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assessment-client-tests-");
    private AssessmentServer? _server;
    private AssessmentClient? _client;

    public AssessmentClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        var options = new ServerOptions
        {
            Environment = "Development",
            DevelopmentKey = TestToken.Key,
            Database = Path.Combine(_folder.FullName, "assessment.db"),
            QuestionBanks = [Path.Combine(AppContext.BaseDirectory, "question-banks")],
            Grpc = new IPEndPoint(IPAddress.Loopback, 0),
            Http = new IPEndPoint(IPAddress.Loopback, 0),
        };
        _server = await AssessmentServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        _client = AssessmentClient.Connect(_server.GrpcAddress, new AssessmentClientOptions { Timeout = TimeSpan.FromMinutes(1), Token = TestToken.Give });
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
