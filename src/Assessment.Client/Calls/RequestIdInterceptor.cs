using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Assessment.Client.Calls;

/// <summary>Makes a request id for a request that has room for one and carries none, so that the channel may repeat the call.</summary>
/// <remarks>
/// The caller's message stays as it is: sent again, it is another request. Who wants to repeat a call by hand sets the id by hand.
/// </remarks>
internal sealed class RequestIdInterceptor : Interceptor
{
    internal const string Field = "request_id";

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(WithRequestId(request), context);

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(WithRequestId(request), context);

    private static TRequest WithRequestId<TRequest>(TRequest request)
        where TRequest : class
    {
        if (request is not IMessage message
            || message.Descriptor.FindFieldByName(Field) is not { } field
            || (string)field.Accessor.GetValue(message) != "")
        {
            return request;
        }

        var copy = ((IDeepCloneable<TRequest>)request).Clone();
        field.Accessor.SetValue((IMessage)copy, Guid.NewGuid().ToString("D"));
        return copy;
    }
}
