using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Assessment.Server.Telemetry;

/// <summary>Puts an exception's outline in the place of the exception, in logs that leave over OTLP.</summary>
internal sealed class LogOutline : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord data)
    {
        if (data.Exception is { } exception)
        {
            data.Attributes =
            [
                .. data.Attributes ?? [],
                new("exception.type", exception.GetType().FullName),
                new("exception.stacktrace", ExceptionOutline.Of(exception)),
            ];
            data.Exception = null;
        }
    }
}
