using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Assessment.Server;

/// <summary>Logs when the database goes and when it is back, and nothing in between.</summary>
internal sealed partial class DatabaseHealthLog(ILogger<DatabaseHealthLog> logger) : IHealthCheckPublisher
{
    private HealthStatus _last = HealthStatus.Healthy;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        if (report.Status != _last)
        {
            _last = report.Status;
            if (report.Status == HealthStatus.Healthy)
            {
                Back();
            }
            else
            {
                var failed = report.Entries.Values.First(entry => entry.Status != HealthStatus.Healthy);
                Gone(failed.Exception?.Message ?? failed.Description ?? "it doesn't answer");
            }
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Error, "The database can't be used; calls that need it are answered UNAVAILABLE: {Reason}")]
    private partial void Gone(string reason);

    [LoggerMessage(2, LogLevel.Warning, "The database can be used again.")]
    private partial void Back();
}
