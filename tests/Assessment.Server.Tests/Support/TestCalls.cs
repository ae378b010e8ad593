using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Assessment.Server.Tests.Support;

/// <summary>Ends every unary call with its test, so that no call needs to name the test's token.</summary>
public sealed class TestCalls : Interceptor
{
    /// <summary>A call without an answer fails its test, rather than holding all of them.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var options = context.Options.CancellationToken.CanBeCanceled
            ? context.Options
            : context.Options.WithCancellationToken(TestContext.Current.CancellationToken);
        options = options.Deadline is null ? options.WithDeadline(TimeProvider.System.GetUtcNow().UtcDateTime + Patience) : options;
        return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
    }
}
