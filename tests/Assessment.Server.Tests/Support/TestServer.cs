using System.Net;
using Assessment.Server.Access;
using Grpc.Net.Client;
using Microsoft.Extensions.Hosting;
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
        Api = new Api(GrpcChannel.ForAddress(server.GrpcAddress, new GrpcChannelOptions
        {
            // A window that no answer fills: after one that does, Kestrel may lose the next (dotnet/aspnetcore issue 53736).
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, InitialHttp2StreamWindowSize = 16 << 20 },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = 64 << 20,
        }));
        Http = new HttpClient { BaseAddress = server.HttpAddress, DefaultRequestHeaders = { Authorization = TestTokens.Header(TestTokens.OfEveryone) } };
    }

    public AssessmentServer Server { get; }

    /// <summary>Another caller's view of the server.</summary>
    public Api As(Roles roles, string subject, string tenant = DevelopmentTokens.DefaultTenant) =>
        new(Api.Channel, TestTokens.Of(roles, subject, tenant));

    public string Database { get; }

    public Api Api { get; }

    /// <summary>The JSON face.</summary>
    public HttpClient Http { get; }

    public static async Task<TestServer> StartAsync(
        string? database = null, IReadOnlyList<string>? banks = null, TimeProvider? clock = null, TimeSpan? requestIdsKept = null,
        Dictionary<string, string?>? settings = null)
    {
        var folder = database is null ? new TemporaryFolder() : null;
        database ??= folder!.File("assessment.db");
        try
        {
            var server = await AssessmentServer.StartAsync(
                Options(database, banks) with { RequestIdsKept = requestIdsKept ?? TimeSpan.FromDays(7), Settings = settings ?? [] },
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
        Environment = Environments.Development,
        DevelopmentKey = TestTokens.Key,
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
