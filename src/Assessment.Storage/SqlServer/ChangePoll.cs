namespace Assessment.Storage;

/// <summary>Looks for other servers' commits, now and then, and only while somebody waits for them.</summary>
/// <param name="read">The newest committed position.</param>
/// <param name="changes">Told of it.</param>
/// <param name="interval">From one look to the next.</param>
/// <param name="clock">Whose timers it follows.</param>
internal sealed class ChangePoll(
    Func<CancellationToken, Task<long>> read, ChangeSignal changes, TimeSpan interval, TimeProvider clock) : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly Lock state = new();
    private Task running = Task.CompletedTask;
    private bool looking;
    private int watchers;

    /// <summary>Waits for a newer position than another one, whoever committed it.</summary>
    public async Task<long> WaitAsync(long after, CancellationToken ct)
    {
        lock (state)
        {
            watchers++;
            if (!looking && !closing.IsCancellationRequested)
            {
                looking = true;
                running = Task.Run(LookAsync, CancellationToken.None);
            }
        }

        try
        {
            return await changes.WaitAsync(after, ct).ConfigureAwait(false);
        }
        finally
        {
            lock (state)
            {
                watchers--;
            }
        }
    }

    /// <summary>Stops looking.</summary>
    public async ValueTask DisposeAsync()
    {
        Task last;
        lock (state)
        {
            closing.Cancel();
            last = running;
        }

        await last.ConfigureAwait(false);
    }

    private async Task LookAsync()
    {
        while (IsWatched())
        {
            try
            {
                await Task.Delay(interval, clock, closing.Token).ConfigureAwait(false);
                changes.Announce(await read(closing.Token).ConfigureAwait(false));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                // It closes; the next look at the state ends the loop.
            }
            catch (StorageUnavailableException)
            {
                // Whoever waits goes on waiting; the database's health says that it is gone.
            }
        }
    }

    private bool IsWatched()
    {
        lock (state)
        {
            return looking = watchers > 0 && !closing.IsCancellationRequested;
        }
    }
}
