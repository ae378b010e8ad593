namespace Assessment.LoadScenarios;

/// <summary>Something that callers do to a server. Calls may run at the same time; preparing may not.</summary>
public interface IScenario : IAsyncDisposable
{
    /// <summary>What it did beside its calls, for the report; empty when nothing.</summary>
    string Remark { get; }

    /// <summary>Makes room for that many further calls, so that no call has to: stores what they will need.</summary>
    /// <exception cref="Grpc.Core.RpcException">The server refused.</exception>
    Task PrepareAsync(int calls, CancellationToken cancellation);

    /// <summary>Does it once. A call that is cancelled ends with CANCELLED, and not with an exception.</summary>
    /// <exception cref="InvalidOperationException">More calls than were prepared.</exception>
    Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation);
}
