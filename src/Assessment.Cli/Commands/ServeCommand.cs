using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Assessment.Cli.Hosting;
using Assessment.Cli.Output;
using Assessment.Cli.Settings;
using Assessment.Server;
using Assessment.Server.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assessment.Cli.Commands;

/// <summary><c>assess serve</c></summary>
internal static class ServeCommand
{
    private static readonly Dictionary<string, LogLevel> LogLevels = new(StringComparer.Ordinal)
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["information"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
        ["none"] = LogLevel.None,
    };

    public static Command Create()
    {
        var database = CommonOptions.Database();
        var banks = CommonOptions.Banks();
        var grpc = Endpoint("--grpc", "gRPC is served. The host is an IP address, 'localhost' or '*'; port 0 takes any.", "127.0.0.1:5080");
        var http = Endpoint("--http", "JSON and gRPC-Web are served.", "127.0.0.1:5081");
        var otlp = new Option<Uri?>("--otlp")
        {
            Description = "A collector that takes traces, metrics and logs over OTLP, e.g. http://127.0.0.1:4317. By default the variable "
                + "OTEL_EXPORTER_OTLP_ENDPOINT, or none. It is gRPC unless OTEL_EXPORTER_OTLP_PROTOCOL is http/protobuf.",
            HelpName = "URL",
            CustomParser = Collector,
        };
        var metrics = new Option<IPEndPoint?>("--metrics")
        {
            Description = "Where /metrics is served for Prometheus, and nothing else. By default nowhere.",
            HelpName = "HOST:PORT",
            CustomParser = result => ParseEndpoint(result, "--metrics", "127.0.0.1:9464"),
        };
        var origins = new Option<string[]>("--cors-origin")
        {
            Description = "An origin whose web pages may call, e.g. https://interviews.example. May be given several times.",
            HelpName = "ORIGIN",
            CustomParser = Origins,
        };
        var certificate = new Option<string>("--tls-certificate")
        {
            Description = "The PEM file of the certificate that TLS is served with; --tls-key goes with it.",
            HelpName = "FILE",
        };
        var key = new Option<string>("--tls-key") { Description = "The PEM file of its private key.", HelpName = "FILE" };
        var byProxy = new Option<bool>("--tls-terminated-by-proxy")
        {
            Description = "A proxy before the server ends TLS, and nobody else reaches the server's ports.",
        };
        var settings = new Option<string[]>("--set")
        {
            Description = "A setting, e.g. Limits:NoteLength=4000; docs/api.md and docs/security.md list them. May be given several times.",
            HelpName = "NAME=VALUE",
        };
        settings.Validators.Add(RequireAssignments);
        var logLevel = new Option<string>("--log-level")
        {
            Description = "The least severe messages that are logged on standard error.",
            DefaultValueFactory = _ => "warning",
        };
        logLevel.AcceptOnlyFromAmong([.. LogLevels.Keys]);
        var kept = new Option<int>("--request-ids-kept")
        {
            Description = "For how many days a repeated request gets its first answer, 1 to 365.",
            HelpName = "DAYS",
            DefaultValueFactory = _ => 7,
        };
        kept.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 365)
            {
                result.AddError("--request-ids-kept is 1 to 365 days.");
            }
        });
        var command = new ExampleCommand(
            "serve",
            "Serves until it is interrupted. Prints its addresses once it is ready.",
            "assess serve",
            "assess serve --db /var/lib/assessment/assessment.db --grpc 0.0.0.0:5080 --http 0.0.0.0:5081 --tls-certificate server.pem --tls-key server.key",
            "assess serve --banks question-banks my-banks --cors-origin https://interviews.example --log-level information",
            "assess serve --otlp http://127.0.0.1:4317 --metrics 127.0.0.1:9464")
        {
            database, banks, grpc, http, certificate, key, byProxy, settings, origins, kept, otlp, metrics, logLevel,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            string environment = HostingEnvironment();
            var options = new ServerOptions
            {
                Environment = environment,
                DevelopmentKey = environment == Environments.Development ? CallerToken.Key(DevelopmentKey.FindOrCreate) : null,
                Settings = SettingsOf(
                    parsed.GetValue(settings) ?? [], parsed.GetValue(certificate), parsed.GetValue(key), parsed.GetValue(byProxy)),
                Database = CommonOptions.DatabaseOf(parsed.GetValue(database)),
                QuestionBanks = InstalledBanks.Or(parsed.GetValue(banks)),
                Grpc = parsed.GetRequiredValue(grpc),
                Http = parsed.GetRequiredValue(http),
                CorsOrigins = parsed.GetValue(origins) ?? [],
                RequestIdsKept = TimeSpan.FromDays(parsed.GetValue(kept)),
                LogLevel = LogLevels[parsed.GetRequiredValue(logLevel)],
                Telemetry = new TelemetryOptions { OtlpEndpoint = parsed.GetValue(otlp), Metrics = parsed.GetValue(metrics) },
            };
            RequireDistinct(options);
            return await RunAsync(options, Terminal.Of(parsed), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServerOptions options, Terminal terminal, CancellationToken cancellation)
    {
        await using var server = await LocalServer.StartAsync(options, cancellation);
        terminal.WriteLine($"gRPC {LocalServer.Shown(server.GrpcAddress)}");
        terminal.WriteLine($"HTTP {LocalServer.Shown(server.HttpAddress)}");
        if (options.Environment == Environments.Development)
        {
            terminal.WriteProgress("Development: tokens of 'assess token' are taken, on this machine alone.");
        }

        if (server.MetricsAddress is { } metrics)
        {
            terminal.WriteLine($"Metrics {LocalServer.Shown(metrics)}/metrics");
        }

        await server.WaitForShutdownAsync(cancellation);
        return ExitCodes.Done;
    }

    /// <summary>What the environment says; Development when it says nothing, which serves loopback alone.</summary>
    private static string HostingEnvironment() =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } named ? named
        : Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") is { Length: > 0 } other ? other
        : Environments.Development;

    private static Dictionary<string, string?> SettingsOf(string[] assignments, string? certificate, string? key, bool byProxy)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=');
            settings[assignment[..equals]] = assignment[(equals + 1)..];
        }

        foreach (var (name, value) in new[] { ("Tls:Certificate", certificate), ("Tls:Key", key), ("Tls:TerminatedByProxy", byProxy ? "true" : null) })
        {
            if (value is not null)
            {
                settings[name] = value;
            }
        }

        return settings;
    }

    private static void RequireAssignments(OptionResult result)
    {
        foreach (string text in result.Tokens.Select(token => token.Value).Where(text => text.IndexOf('=') < 1))
        {
            result.AddError($"--set '{text}' is not of the form NAME=VALUE.");
        }
    }

    private static Option<IPEndPoint> Endpoint(string name, string what, string whenMissing) => new(name)
    {
        Description = $"Where {what} By default {whenMissing}.",
        HelpName = "HOST:PORT",
        DefaultValueFactory = _ => Endpoints.TryParse(whenMissing, out var endpoint) ? endpoint : throw new FormatException(whenMissing),
        CustomParser = result => ParseEndpoint(result, name, whenMissing),
    };

    private static IPEndPoint ParseEndpoint(ArgumentResult result, string name, string example)
    {
        string text = result.Tokens[0].Value;
        if (!Endpoints.TryParse(text, out var endpoint))
        {
            result.AddError($"{name} '{text}' is not of the form HOST:PORT, e.g. {example}.");
        }

        return endpoint;
    }

    private static Uri? Collector(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
        {
            return uri;
        }

        result.AddError("--otlp is not a URL such as http://127.0.0.1:4317. Credentials belong in OTEL_EXPORTER_OTLP_HEADERS.");
        return null;
    }

    private static string[] Origins(ArgumentResult result)
    {
        string[] origins = [.. result.Tokens.Select(token => token.Value)];
        foreach (string origin in origins.Where(o => !IsOrigin(o)))
        {
            result.AddError($"--cors-origin '{origin}' is not an origin such as https://interviews.example.");
        }

        return origins;
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == text;

    private static void RequireDistinct(ServerOptions options)
    {
        if (options.Grpc.Port > 0 && options.Grpc.Equals(options.Http))
        {
            throw new CommandException(ExitCodes.WrongUsage, "--grpc and --http are the same; each needs a port of its own.");
        }

        if (options.Telemetry.Metrics is { Port: > 0 } metrics && (metrics.Equals(options.Grpc) || metrics.Equals(options.Http)))
        {
            throw new CommandException(ExitCodes.WrongUsage, "--metrics needs a port of its own.");
        }
    }
}
