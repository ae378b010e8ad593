using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Assessment.Server;

/// <summary>Logs when the database goes and when it is back, and nothing in between.</summary>
internal sealed partial class DatabaseHealthLog(ILogger<DatabaseHealthLog> logger) : IHealthCheckPublisher
{
    /// <summary>The check's name; others tell of other things.</summary>
    public const string Check = "database";

    private HealthStatus _last = HealthStatus.Healthy;

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var database = report.Entries[Check];
        if (database.Status != _last)
        {
            _last = database.Status;
            if (database.Status == HealthStatus.Healthy)
            {
                Back();
            }
            else
            {
                Gone(database.Exception?.Message ?? database.Description ?? "it doesn't answer");
            }
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Error, "The database can't be used; calls that need it are answered UNAVAILABLE: {Reason}")]
    private partial void Gone(string reason);

    [LoggerMessage(2, LogLevel.Warning, "The database can be used again.")]
    private partial void Back();
}
