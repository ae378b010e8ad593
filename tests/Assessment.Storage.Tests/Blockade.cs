namespace Assessment.Storage.Tests;

/// <summary>Makes the writer wait inside a write, so that what follows waits in the queue.</summary>
internal sealed class Blockade : IDisposable
{
    private readonly ManualResetEventSlim gate;

    private Blockade(ManualResetEventSlim gate, Task write) => (this.gate, Write) = (gate, write);

    /// <summary>The write that the writer waits in.</summary>
    public Task Write { get; }

    public static async Task<Blockade> RaiseAsync(Database db)
    {
        var gate = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = db.WriteAsync(
            _ =>
            {
                if (reached.TrySetResult())
                {
                    gate.Wait(); // Not again, should the write be run again.
                }

                return Task.CompletedTask;
            },
            CancellationToken.None);
        await reached.Task;
        return new(gate, write);
    }

    public async Task LiftAsync()
    {
        gate.Set();
        await Write;
    }

    public void Dispose()
    {
        gate.Set();
        gate.Dispose();
    }
}
