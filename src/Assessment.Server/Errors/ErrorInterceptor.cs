using Assessment.Server.Requests;
using Assessment.Server.Telemetry;
using Assessment.Storage;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Assessment.Server.Errors;

/// <summary>Translates every exception of every call. Nothing else does.</summary>
internal sealed partial class ErrorInterceptor(IHostApplicationLifetime lifetime, ILogger<ErrorInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, new AnswerStream<TResponse>(responseStream, context), context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Translate(exception, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, new AnswerStream<TResponse>(responseStream, context), context);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw Translate(exception, context);
        }
    }

    private RpcException Translate(Exception exception, ServerCallContext context)
    {
        if (ErrorStatus.Find(exception) is { } status)
        {
            if (exception is StorageUnavailableException)
            {
                LogUnavailable(logger, context.Method, exception);
            }

            if (exception is StorageOverloadedException)
            {
                ServerMetrics.Shed(context.Method, "WaitingWrites");
            }

            return ErrorStatus.Fit(status).ToRpcException();
        }

        if (exception is OperationCanceledException && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return ErrorStatus.ShuttingDown().ToRpcException();
        }

        if (exception is CallerGoneException
            || (exception is OperationCanceledException or IOException && context.CancellationToken.IsCancellationRequested))
        {
            bool late = context.Deadline < TimeProvider.System.GetUtcNow().UtcDateTime;
            return new RpcException(late
                ? new Status(StatusCode.DeadlineExceeded, "The deadline passed. A write may have been stored; retry with the same request_id.")
                : new Status(StatusCode.Cancelled, "The caller went away."));
        }

        LogDefect(logger, context.Method, exception);
        return ErrorStatus.Defect().ToRpcException();
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Defect in {Method}")]
    private static partial void LogDefect(ILogger logger, string method, Exception exception);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Database unavailable in {Method}")]
    private static partial void LogUnavailable(ILogger logger, string method, Exception exception);
}
