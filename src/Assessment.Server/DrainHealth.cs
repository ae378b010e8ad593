using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Assessment.Server;

/// <summary>A server that stops takes no more work, though it still answers what it has: whoever balances load goes elsewhere.</summary>
internal sealed class DrainHealth(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        lifetime.ApplicationStopping.IsCancellationRequested
            ? HealthCheckResult.Unhealthy("The server is stopping.")
            : HealthCheckResult.Healthy());
}
