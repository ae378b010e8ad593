using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf.Reflection;
using Grpc.Core;
using CalibrationRunState = Assessment.Storage.CalibrationRunState;

namespace Assessment.Server.Telemetry;

/// <summary>What the server counts. Tags take few values, and never one that a caller chose.</summary>
internal static class ServerMetrics
{
    /// <summary>The meter's name, and that of the source of spans.</summary>
    public const string Name = "Assessment.Server";

    /// <summary>Stands for every method that the server hasn't.</summary>
    public const string OtherMethod = "_OTHER";

    public const string MethodTag = "rpc.method";
    public const string StatusTag = "rpc.response.status_code";

    private static readonly FrozenSet<string> Methods = ((FileDescriptor[])
    [
        AuditServiceReflection.Descriptor, CalibrationServiceReflection.Descriptor, CandidateAssessmentServiceReflection.Descriptor,
        ClaimServiceReflection.Descriptor, InterviewServiceReflection.Descriptor, PrivacyServiceReflection.Descriptor,
        QuestionBankServiceReflection.Descriptor, ScorecardServiceReflection.Descriptor, ScoringServiceReflection.Descriptor,
        Grpc.Health.V1.HealthReflection.Descriptor, Grpc.Reflection.V1.ReflectionReflection.Descriptor,
        Grpc.Reflection.V1Alpha.ReflectionReflection.Descriptor,
    ]).SelectMany(file => file.Services).SelectMany(service => service.Methods.Select(method => $"{service.FullName}/{method.Name}")).ToFrozenSet();

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "assessment.rpc.duration",
        "s",
        "Calls that ended, streams among them, from their arrival to their last byte",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600] });

    private static readonly UpDownCounter<long> InProgress =
        Meter.CreateUpDownCounter<long>("assessment.rpc.active", "{call}", "Calls in progress");

    private static readonly Counter<long> Refused =
        Meter.CreateCounter<long>("assessment.rpc.shed", "{call}", "Calls that were refused to keep the others going");

    private static readonly Counter<long> Submitted =
        Meter.CreateCounter<long>("assessment.scorecards.submitted", "{scorecard}", "Scorecards that were submitted and stored");

    private static readonly Histogram<double> Calibrations = Meter.CreateHistogram(
        "assessment.calibration.duration",
        "s",
        "Calibration runs that ended, from their beginning to their stored end",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 1800, 3600] });

    /// <summary>A method as tags name it: <c>assessment.v1.ScorecardService/SubmitScorecard</c>.</summary>
    /// <param name="method">With or without a slash before it; anything that is no method of this server is <see cref="OtherMethod"/>.</param>
    public static string MethodName(string method) =>
        Methods.TryGetValue(method.StartsWith('/') ? method[1..] : method, out string? known) ? known : OtherMethod;

    /// <summary>A call arrived.</summary>
    /// <param name="method">As <see cref="MethodName"/> gives it.</param>
    public static void Began(string method) => InProgress.Add(1, Of(MethodTag, method));

    /// <summary>A call ended, however it did.</summary>
    /// <param name="method">As <see cref="MethodName"/> gives it.</param>
    public static void Ended(string method, StatusCode status, TimeSpan taken)
    {
        InProgress.Add(-1, Of(MethodTag, method));
        Durations.Record(taken.TotalSeconds, Of(MethodTag, method), Of(StatusTag, RpcStatus.NameOf(status)));
    }

    /// <summary>A call is refused because there are too many.</summary>
    /// <param name="method">The full name of the rpc, e.g. the request's path; what is no method of this server is not told apart.</param>
    /// <param name="limit">Which limit it met: one of a few constants of the program.</param>
    public static void Shed(string method, string limit) =>
        Refused.Add(1, Of(MethodTag, MethodName(method)), Of("assessment.limit", limit));

    /// <summary>Scorecards are submitted and stored.</summary>
    public static void Submit(IEnumerable<ScorecardLayer> layers)
    {
        foreach (var layer in layers)
        {
            Submitted.Add(1, Of("assessment.layer", layer == ScorecardLayer.Debrief ? "debrief" : "first"));
        }
    }

    /// <summary>A calibration run ended.</summary>
    public static void Calibrated(CalibrationRunState state, TimeSpan taken) => Calibrations.Record(
        taken.TotalSeconds,
        Of("assessment.calibration.state", state switch
        {
            CalibrationRunState.Succeeded => "succeeded",
            CalibrationRunState.Cancelled => "cancelled",
            _ => "failed",
        }));

    private static KeyValuePair<string, object?> Of(string name, string value) => new(name, value);
}
