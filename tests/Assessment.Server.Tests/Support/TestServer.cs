using System.Net;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace Assessment.Server.Tests.Support;

/// <summary>The real server on loopback, with a SQLite file of its own unless one is named, and a client.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly TemporaryFolder? _folder;

    private TestServer(AssessmentServer server, TemporaryFolder? folder, string database)
    {
        _folder = folder;
        Server = server;
        Database = database;
        Api = new Api(GrpcChannel.ForAddress(server.GrpcAddress, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 }));
        Http = new HttpClient { BaseAddress = server.HttpAddress };
    }

    public AssessmentServer Server { get; }

    public string Database { get; }

    public Api Api { get; }

    /// <summary>The JSON face.</summary>
    public HttpClient Http { get; }

    public static async Task<TestServer> StartAsync(
        string? database = null, IReadOnlyList<string>? banks = null, TimeProvider? clock = null, TimeSpan? requestIdsKept = null)
    {
        var folder = database is null ? new TemporaryFolder() : null;
        database ??= folder!.File("assessment.db");
        try
        {
            var server = await AssessmentServer.StartAsync(
                Options(database, banks) with { RequestIdsKept = requestIdsKept ?? TimeSpan.FromDays(7) },
                clock ?? TimeProvider.System,
                TestContext.Current.CancellationToken);
            return new TestServer(server, folder, database);
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    public static ServerOptions Options(string database, IReadOnlyList<string>? banks = null) => new()
    {
        Database = database,
        QuestionBanks = banks ?? [Repository.QuestionBanks],
        Grpc = new IPEndPoint(IPAddress.Loopback, 0),
        Http = new IPEndPoint(IPAddress.Loopback, 0),
        LogLevel = LogLevel.None,
    };

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Api.Channel.Dispose();
        await Server.DisposeAsync();
        _folder?.Dispose();
    }
}
