using Assessment.V1;
using Google.Api;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace Assessment.Client.Calls;

/// <summary>Which calls may be repeated without asking whether the first try arrived.</summary>
internal static class RepeatableCalls
{
    private static readonly ServiceDescriptor[] Services =
    [
        .. new[]
        {
            QuestionBankServiceReflection.Descriptor,
            ScoringServiceReflection.Descriptor,
            InterviewServiceReflection.Descriptor,
            ScorecardServiceReflection.Descriptor,
            CandidateAssessmentServiceReflection.Descriptor,
            ClaimServiceReflection.Descriptor,
            CalibrationServiceReflection.Descriptor,
        }.SelectMany(file => file.Services),
    ];

    /// <summary>Calls that change nothing though they are posted, and those whose second try changes nothing after the first.</summary>
    private static readonly HashSet<string> RepeatablePosts =
    [
        "Score", "BatchScore", "PreviewScorecard", "ValidateQuestionBank", "PublishQuestionBank", "RankCandidates", "ReplayCalibrationReport",
        "CancelCalibrationRun",
    ];

    /// <summary>The methods as gRPC names them: reads, and writes with a request id. Streams are for their callers to resume.</summary>
    public static IEnumerable<(string Service, string Method)> Methods =>
        from service in Services
        from method in service.Methods
        where !method.IsClientStreaming && !method.IsServerStreaming
        where IsRead(method) || RepeatablePosts.Contains(method.Name) || HasRequestId(method)
        select (service.FullName, method.Name);

    /// <summary>The policy: only UNAVAILABLE, with a growing random wait.</summary>
    public static ServiceConfig? Config(int attempts, TimeSpan firstBackoff)
    {
        if (attempts == 1)
        {
            return null;
        }

        var repeatable = new MethodConfig
        {
            Names = { new MethodName { Service = "grpc.health.v1.Health", Method = "Check" } },
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = attempts,
                InitialBackoff = firstBackoff,
                MaxBackoff = firstBackoff * 16,
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var (service, method) in Methods)
        {
            repeatable.Names.Add(new MethodName { Service = service, Method = method });
        }

        return new ServiceConfig { MethodConfigs = { repeatable } };
    }

    private static bool HasRequestId(MethodDescriptor method) => method.InputType.FindFieldByName(RequestIdInterceptor.Field) is not null;

    private static bool IsRead(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(AnnotationsExtensions.Http)?.PatternCase == HttpRule.PatternOneofCase.Get;
}
