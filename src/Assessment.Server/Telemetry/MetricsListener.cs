using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Assessment.Server.Telemetry;

/// <summary>The address that serves <c>/metrics</c> and nothing else.</summary>
internal static class MetricsListener
{
    private static readonly object Mark = new();

    /// <summary>Listens, when there is an address for it; after all others.</summary>
    public static void ListenForMetrics(this KestrelServerOptions kestrel, TelemetryOptions options)
    {
        if (options.Metrics is { } address)
        {
            kestrel.Listen(address, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection =>
                {
                    connection.Items[Mark] = Mark;
                    return next(connection);
                });
            });
        }
    }

    /// <summary>Whether a request came by it.</summary>
    public static bool IsOn(HttpContext context) => context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) == true;

    /// <summary>Serves it. Middleware before all others, which then never see such a request.</summary>
    public static void UseMetricsListener(this IApplicationBuilder application) => application.MapWhen(IsOn, branch =>
    {
        branch.Use((context, next) => HttpMethods.IsGet(context.Request.Method) && context.Request.Path == "/metrics"
            ? next(context)
            : NotFoundAsync(context));
        branch.UseOpenTelemetryPrometheusScrapingEndpoint();
        branch.Run(NotFoundAsync);
    });

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
