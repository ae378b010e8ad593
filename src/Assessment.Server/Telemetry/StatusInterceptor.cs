using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Assessment.Server.Telemetry;

/// <summary>Notes how a call ended in its context, where JSON calls otherwise don't have it. Outermost, so that it sees every answer.</summary>
internal sealed class StatusInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        NoteAsync(continuation(request, context), context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        NoteAsync(continuation(request, responseStream, context), context);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        NoteAsync(continuation(requestStream, context), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        NoteAsync(continuation(requestStream, responseStream, context), context);

    private static async Task<T> NoteAsync<T>(Task<T> call, ServerCallContext context)
    {
        await NoteAsync((Task)call, context);
        return await call;
    }

    private static async Task NoteAsync(Task call, ServerCallContext context)
    {
        try
        {
            await call;
        }
        catch (RpcException refusal)
        {
            context.Status = refusal.Status;
            throw;
        }
    }
}
