using Assessment.Server.Tests.Support;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Assessment.Server.Tests.Support;

/// <summary>One server with the repository's banks for all tests that only add to it.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private TestServer? _server;

    public TestServer Server => _server!;

    public Api Api => Server.Api;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
