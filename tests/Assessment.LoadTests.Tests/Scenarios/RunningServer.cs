using System.Net;
using Assessment.Server;

namespace Assessment.LoadTests.Tests.Scenarios;

/// <summary>A server in this process with the shipped banks.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assessment-load-tests-");
    private AssessmentServer? _server;

    public Uri Address => _server!.GrpcAddress;

    /// <summary>A path in a folder that goes with the server.</summary>
    public string At(string name) => Path.Combine(_folder.FullName, name);

    public async ValueTask InitializeAsync() => _server = await AssessmentServer.StartAsync(
        new ServerOptions
        {
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
