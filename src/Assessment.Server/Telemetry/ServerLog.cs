using Microsoft.Extensions.Logging.Console;

namespace Assessment.Server.Telemetry;

/// <summary>What is logged, and where.</summary>
internal static class ServerLog
{
    /// <summary>
    /// What frameworks may log below a warning: nothing else, since request paths, query strings and the texts of refusals are among what
    /// they tell of each call.
    /// </summary>
    private static readonly string[] Harmless =
    [
        "Microsoft.Hosting.Lifetime", "Microsoft.AspNetCore.Server.Kestrel.Connections", "Microsoft.AspNetCore.Server.Kestrel.Http2",
        "Microsoft.AspNetCore.Server.Kestrel.Transport",
    ];

    /// <summary>Logs to standard error, from a level on.</summary>
    public static void AddServerLog(this ILoggingBuilder logging, LogLevel level)
    {
        logging.ClearProviders();
        logging.AddConsole(console =>
        {
            console.FormatterName = ConsoleLines.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<ConsoleLines, ConsoleFormatterOptions>();
        logging.Services.PostConfigure<LoggerFilterOptions>(filter => // Last: no variable of the environment lets more through.
        {
            filter.MinLevel = level;
            filter.Rules.Clear();
            filter.Rules.Add(RuleOf(null, AtLeast(level, LogLevel.Warning)));
            filter.Rules.Add(RuleOf("Assessment", level));
            foreach (string category in Harmless)
            {
                filter.Rules.Add(RuleOf(category, level));
            }

            filter.Rules.Add(RuleOf("Microsoft.Extensions.Hosting.Internal.Host", AtLeast(level, LogLevel.Critical))); // A start that fails throws.
            filter.Rules.Add(RuleOf("Grpc.AspNetCore.Server.ServerCallHandler", AtLeast(level, LogLevel.Critical))); // Whoever sends bytes that are no message; our own faults are logged by ErrorInterceptor.
            filter.Rules.Add(RuleOf("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)); // DatabaseHealthLog tells of changes, not of every look.
        });
    }

    private static LoggerFilterRule RuleOf(string? category, LogLevel level) => new(providerName: null, category, level, filter: null);

    private static LogLevel AtLeast(LogLevel level, LogLevel least) => level > least ? level : least;
}
