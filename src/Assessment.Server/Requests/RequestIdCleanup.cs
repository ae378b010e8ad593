using Assessment.Storage;

namespace Assessment.Server.Requests;

/// <summary>Forgets stored answers once they are older than what is kept.</summary>
internal sealed class RequestIdCleanup(RequestStore requests, TimeSpan kept, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await requests.ForgetBeforeAsync(clock.GetUtcNow() - kept, stoppingToken);
            }
            catch (Exception exception) when (exception is StorageUnavailableException or StorageOverloadedException)
            {
                // The next hour will do: nothing depends on an answer being forgotten on time.
            }
        }
    }
}
