using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Assessment.Server.Tests.Support;

/// <summary>Calls whose bytes no generated client would send.</summary>
public static class RawCalls
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    public static Method<byte[], byte[]> Of(MethodDescriptor method) => new(
        (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            _ => MethodType.DuplexStreaming,
        },
        method.Service.FullName,
        method.Name,
        Bytes,
        Bytes);

    public static AsyncUnaryCall<byte[]> Unary(Api api, string service, string method, byte[] request)
    {
        var descriptor = Services.Single(s => s.Name == service).FindMethodByName(method);
        return api.Calls.AsyncUnaryCall(Of(descriptor), null, new CallOptions(), request);
    }

    public static IReadOnlyList<ServiceDescriptor> Services { get; } =
    [
        V1.QuestionBankService.Descriptor,
        V1.ScoringService.Descriptor,
        V1.InterviewService.Descriptor,
        V1.ScorecardService.Descriptor,
        V1.CandidateAssessmentService.Descriptor,
    ];
}
