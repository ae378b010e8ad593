using Assessment.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Assessment.Server;

/// <summary>Serving depends on the database being there.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    /// <summary>From one look to the next, for those who watch.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>A database that takes longer to read and write isn't there.</summary>
    public static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StorageUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy("The database can't be reached.", exception);
        }
    }
}
