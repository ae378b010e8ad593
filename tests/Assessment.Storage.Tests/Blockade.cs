namespace Assessment.Storage.Tests;

/// <summary>Makes the writer wait inside a write, so that what follows waits in the queue.</summary>
internal sealed class Blockade : IDisposable
{
    private readonly TaskCompletionSource gate;

    private Blockade(TaskCompletionSource gate, Task write) => (this.gate, Write) = (gate, write);

    /// <summary>The write that the writer waits in.</summary>
    public Task Write { get; }

    public static async Task<Blockade> RaiseAsync(Database db)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = db.WriteAsync(
            _ =>
            {
                reached.TrySetResult();
                return gate.Task;
            },
            CancellationToken.None);
        await reached.Task;
        return new(gate, write);
    }

    public async Task LiftAsync()
    {
        gate.TrySetResult();
        await Write;
    }

    public void Dispose() => gate.TrySetResult();
}
