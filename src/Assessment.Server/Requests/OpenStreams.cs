using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Assessment.Server.Requests;

/// <summary>The streams in progress: a stopping server ends them, and only then closes their connections.</summary>
/// <remarks>
/// A stream that ends while its connection closes may lose its trailers; its caller would see a broken connection instead of
/// UNAVAILABLE. And a stream that nobody ends would hold the server for as long as the host waits.
/// </remarks>
internal sealed class OpenStreams(IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    /// <summary>How long a stream may go on once the server stops: it ends by itself, with what it has begun answered, or is cut.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private bool _stopping;

    /// <summary>Middleware around everything that writes answers.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Type is null or MethodType.Unary)
        {
            await next(context);
            return;
        }

        using var cut = new CancellationTokenSource();
        using var stopping = lifetime.ApplicationStopping.Register(() => cut.CancelAfter(Grace));
        using var aborting = cut.Token.Register(context.Abort);
        var stream = new OpenStream();
        context.Features.Set(stream);
        Enter();
        try
        {
            await next(context);
            if (lifetime.ApplicationStopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.CompleteAsync();
                await LetGoAsync(context, stream);
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Runs before anything else stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        lock (_lock)
        {
            _stopping = true;
            TellIfAllEnded();
        }

        await Task.WhenAny(_allEnded.Task, Task.Delay(2 * Grace, cancellationToken));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits until the caller, who has the answer now, closes its half too: some clients lose the answer otherwise.</summary>
    private static async Task LetGoAsync(HttpContext context, OpenStream stream)
    {
        await stream.Waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It left, or was cut.
        }
    }

    private void Enter()
    {
        lock (_lock)
        {
            _open++;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _open--;
            TellIfAllEnded();
        }
    }

    private void TellIfAllEnded()
    {
        if (_stopping && _open == 0)
        {
            _allEnded.TrySetResult();
        }
    }
}
