using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Assessment.Server.Telemetry;

/// <summary>Takes everything out of spans that a caller, or what is stored, may have put there.</summary>
/// <remarks>
/// Paths and query strings of JSON calls name interviews and candidates; the Host header, the browser's name and <c>tracestate</c> are the
/// caller's own; texts of errors may quote values. What libraries add in versions to come stays out until it is listed here.
/// </remarks>
internal sealed class SpanAllowList : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Allowed = FrozenSet.Create(
        "http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.version", "error.type",
        "rpc.system.name", ServerMetrics.MethodTag, ServerMetrics.StatusTag,
        "db.system.name", "db.namespace", "db.operation.name", "db.query.summary", "db.response.status_code",
        "assessment.storage.commit.writes", CalibrationSpans.RunTag, CalibrationSpans.PhaseTag, CalibrationSpans.StateTag);

    public override void OnEnd(Activity data)
    {
        List<string>? others = null;
        foreach (var (name, _) in data.EnumerateTagObjects())
        {
            if (!Allowed.Contains(name))
            {
                (others ??= []).Add(name);
            }
        }

        others?.ForEach(name => data.SetTag(name, null));
        data.TraceStateString = null;
        if (data.GetTagItem(ServerMetrics.MethodTag) is string method)
        {
            data.DisplayName = method;
            data.SetStatus(RpcStatus.IsServerFault(data.GetTagItem(ServerMetrics.StatusTag) as string)
                ? ActivityStatusCode.Error
                : ActivityStatusCode.Unset);
        }
        else
        {
            data.SetStatus(data.Status); // Without its description.
        }
    }
}
