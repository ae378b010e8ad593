using System.Diagnostics;
using Assessment.LoadScenarios;
using Assessment.StorageLoad;

namespace Assessment.LoadTests.Servers;

/// <summary>Which server is put under load.</summary>
internal sealed record ServerChoice
{
    /// <summary>One that runs already; null starts one.</summary>
    public Uri? Address { get; init; }

    /// <summary>The process of the one that runs already, on this machine; null measures nothing of it.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The bearer token; when empty, one that is started gets a token of its own, and one that runs already gets none.</summary>
    public string Token { get; init; } = "";

    /// <summary>How long a caller waits for an answer.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where the database of a started one is put, in a folder of its own.</summary>
    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>Further arguments of <c>assess serve</c>, for a started one.</summary>
    public IReadOnlyList<string> ServeArguments { get; init; } = [];

    /// <summary>Whether started ones have one half of the processors and this program the other.</summary>
    public bool IsPinned { get; init; }
}

/// <summary>The server under load: one that was running, or one of its own.</summary>
internal sealed class ServerUnderLoad : IDisposable
{
    private readonly IDisposable[] _owned;

    private ServerUnderLoad(Target target, Process? process, params IDisposable[] owned)
    {
        _owned = owned;
        Process = process;
        Connection = new(target);
    }

    /// <summary>The connections to it.</summary>
    public ServerConnection Connection { get; }

    /// <summary>Its process; null when it is not known.</summary>
    public Process? Process { get; }

    /// <summary>Starts the server, or takes the one that runs.</summary>
    public static async Task<ServerUnderLoad> StartAsync(ServerChoice choice, CancellationToken cancellation)
    {
        if (choice.Address is { } address)
        {
            var running = choice.ProcessId is { } id ? Process.GetProcessById(id) : null;
            return new(TargetOf(choice, address), running, running is null ? [] : [running]);
        }

        var folder = new TemporaryFolder(choice.Folder);
        try
        {
            var started = await ServerProcess.StartAsync(folder.At("load.db"), choice, cancellation);
            string token = choice.Token.Length > 0 ? choice.Token : ServerProcess.IssueToken();
            return new(TargetOf(choice with { Token = token }, started.Address), started.Process, started, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A server that was started already, as the caller with every role.</summary>
    public static ServerUnderLoad Of(ServerProcess started) =>
        new(TargetOf(new() { Token = ServerProcess.IssueToken() }, started.Address), started.Process, started);

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        foreach (var one in _owned)
        {
            one.Dispose();
        }
    }

    private static Target TargetOf(ServerChoice choice, Uri address) => new(address) { Token = choice.Token, CallLimit = choice.CallLimit };
}
