using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Assessment.Server.Telemetry;

/// <summary>Sends what is left once everything else has stopped, and gives up soon: a collector that is gone must not hold up the end.</summary>
internal sealed class TelemetryEnd(IServiceProvider services) : IHostedLifecycleService
{
    private const int LongestMilliseconds = 1_000;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var (traces, metrics, logs) = (services.GetService<TracerProvider>(), services.GetService<MeterProvider>(), services.GetService<LoggerProvider>());
        return Task.WhenAll(
            Task.Run(() => traces?.Shutdown(LongestMilliseconds), cancellationToken),
            Task.Run(() => metrics?.Shutdown(LongestMilliseconds), cancellationToken),
            Task.Run(() => logs?.Shutdown(LongestMilliseconds), cancellationToken));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
