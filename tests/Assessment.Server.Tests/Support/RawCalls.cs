using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Assessment.Server.Tests.Support;

/// <summary>Calls whose bytes no generated client would send.</summary>
public static class RawCalls
{
    /// <summary>Field 1, a text, that no call takes for a resource's name.</summary>
    public static readonly byte[] Nonsense = [0x0A, 0x01, (byte)'x'];

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
        var descriptor = Contract.Services.Single(s => s.Name == service).FindMethodByName(method);
        return api.Calls.AsyncUnaryCall(Of(descriptor), null, new CallOptions(), request);
    }

    /// <summary>The first answer of a call, whatever its kind; null when a stream ended without one.</summary>
    /// <param name="request">What is sent; a stream of requests sends it alone. Null sends nothing, which only a stream can.</param>
    public static async Task<byte[]?> FirstAsync(
        this CallInvoker calls, MethodDescriptor method, byte[]? request, Metadata? headers, CancellationToken cancellation)
    {
        var raw = Of(method);
        var options = new CallOptions(headers, cancellationToken: cancellation);
        switch (raw.Type)
        {
            case MethodType.Unary:
                return await calls.AsyncUnaryCall(raw, null, options, request!);
            case MethodType.ServerStreaming:
                using (var call = calls.AsyncServerStreamingCall(raw, null, options, request!))
                {
                    return await call.ResponseStream.MoveNext(cancellation) ? call.ResponseStream.Current : null;
                }

            default:
                using (var call = calls.AsyncDuplexStreamingCall(raw, null, options))
                {
                    await SendAsync(call.RequestStream, request);
                    return await call.ResponseStream.MoveNext(cancellation) ? call.ResponseStream.Current : null;
                }
        }
    }

    /// <summary>Sends, to a server that may have refused already: what it says is in its answer.</summary>
    private static async Task SendAsync(IClientStreamWriter<byte[]> stream, byte[]? request)
    {
        try
        {
            if (request is not null)
            {
                await stream.WriteAsync(request);
            }

            await stream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The answer tells.
        }
    }
}
