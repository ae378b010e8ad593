using Assessment.EndToEnd.Tests.Clients;
using Assessment.EndToEnd.Tests.Processes;

[assembly: AssemblyFixture(typeof(LiveServer))]

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>One server process for all tests that only add to it, and a web server of another origin that it allows.</summary>
public sealed class LiveServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private AssessServer? _server;
    private PageServer? _pages;

    internal AssessServer Server => _server!;

    internal PageServer Pages => _pages!;

    public async ValueTask InitializeAsync()
    {
        _pages = await PageServer.StartAsync(Repository.At("docs/examples/browser/dist"));
        _server = await AssessServer.StartAsync(_folder.At("live.db"), "--cors-origin", _pages.Origin);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_pages is not null)
        {
            await _pages.DisposeAsync();
        }

        _folder.Dispose();
    }
}
