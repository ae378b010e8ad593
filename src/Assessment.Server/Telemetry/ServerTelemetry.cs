using System.Diagnostics;
using Assessment.Storage;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Assessment.Server.Telemetry;

/// <summary>Metrics, traces and logs for whoever the options say.</summary>
internal static class ServerTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Adds what the options ask for.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetryOptions options)
    {
        builder.Services.AddSingleton<StatusInterceptor>();
        if (options.OtlpEndpoint is { } collector)
        {
            // As if the variable held it: then each signal's own variables, the protocol's and the headers' mean what OpenTelemetry says.
            builder.Configuration.AddInMemoryCollection([new(Endpoint, collector.AbsoluteUri)]);
        }

        bool sends = builder.Configuration[Endpoint] is { Length: > 0 };
        if (!sends && options.Metrics is null)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithMetrics(metrics => AddMetrics(metrics, options));
        if (sends)
        {
            builder.Services.Configure<OpenTelemetryLoggerOptions>(logs => logs.IncludeFormattedMessage = true);
            telemetry
                .WithTracing(AddTraces)
                .WithLogging(logs => logs.AddProcessor(new LogOutline()))
                .UseOtlpExporter();
        }

        builder.Services.AddHostedService<TelemetryEnd>();
    }

    /// <summary>Middleware before all others.</summary>
    public static void UseTelemetry(this IApplicationBuilder application, TelemetryOptions options)
    {
        if (options.Metrics is not null)
        {
            application.UseMetricsListener();
        }

        application.Use(RpcMeasurement.RunAsync);
    }

    private static void Describe(ResourceBuilder resource) => resource
        .AddService("assessment", serviceVersion: typeof(AssessmentServer).Assembly.GetName().Version!.ToString(3))
        .AddEnvironmentVariableDetector(); // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.

    private static void AddMetrics(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(ServerMetrics.Name, WriteMeter.Name).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
        if (options.Metrics is not null)
        {
            metrics.AddPrometheusExporter();
        }
    }

    private static void AddTraces(TracerProviderBuilder traces) => traces
        .AddSource(ServerMetrics.Name, WriteMeter.Name)
        .AddAspNetCoreInstrumentation(http => http.Filter = context =>
            !MetricsListener.IsOn(context) && !context.Request.Path.StartsWithSegments("/grpc.health.v1.Health"))
        .AddStatements()
        .AddProcessor(new SpanAllowList());

    /// <summary>SQL Server's statements, where they belong to a call, a commit or a calibration; looks for changes and at health don't.</summary>
    internal static TracerProviderBuilder AddStatements(this TracerProviderBuilder traces) =>
        traces.AddSqlClientInstrumentation(sql => sql.Filter = _ => Activity.Current?.Parent is not null);
}
