using System.Threading.RateLimiting;
using Assessment.Server.Access;
using Assessment.Server.Errors;
using Assessment.Server.Telemetry;
using Assessment.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Assessment.Server.Overload;

/// <summary>Refuses calls that would only make all of them late. What is refused costs next to nothing, so that the rest is answered in time.</summary>
/// <remarks>
/// The server's own limits come before authentication, since checking a token costs more than a refusal; a caller's limits come after it,
/// since only then is it known who calls. Nothing waits in a queue here: whoever retries after the delay has a better chance.
/// </remarks>
internal sealed class Admission(Limits limits, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>Kestrel's window of a connection, 1 MiB, holds so many of each of its 100 calls.</summary>
    private const int LongMessageBytes = 8 << 10;

    private static readonly EarlyReply Busy = new(ErrorStatus.Shed(
        ErrorReason.ServerBusy, "The server has more calls than it can answer in time. Nothing was done; retry shortly.", RetryDelay));

    private static readonly EarlyReply TooManyStreams = new(ErrorStatus.Shed(
        ErrorReason.CallerLimit, "This caller has too many streams open.", RetryDelay));

    private readonly CallQueue _calls = new(
        limits.CallsInProgress * Environment.ProcessorCount,
        (long)limits.WaitingWork * Environment.ProcessorCount,
        TimeSpan.FromMilliseconds(limits.BurstMilliseconds),
        clock);

    private readonly ConcurrencyLimiter _streams = new(new ConcurrencyLimiterOptions { PermitLimit = limits.Streams });

    private readonly PartitionedRateLimiter<Caller> _callsOfCaller = PartitionedRateLimiter.Create<Caller, (string, string)>(
        caller => RateLimitPartition.GetTokenBucketLimiter((caller.Tenant, caller.Subject), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limits.CallBurst,
            TokensPerPeriod = limits.CallsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1), // a shorter one would need a rate that it divides
        }));

    private readonly PartitionedRateLimiter<Caller> _streamsOfCaller = PartitionedRateLimiter.Create<Caller, (string, string)>(
        caller => RateLimitPartition.GetConcurrencyLimiter(
            (caller.Tenant, caller.Subject), _ => new ConcurrencyLimiterOptions { PermitLimit = limits.StreamsPerCaller }));

    /// <summary>Middleware before authentication: what the server as a whole can bear.</summary>
    public async Task RunServerLimitsAsync(HttpContext context, RequestDelegate next)
    {
        if (MethodOf(context) is not { } method || AccessTable.IsOpen(method.FullName))
        {
            await next(context);
            return;
        }

        if (method.Type != MethodType.Unary)
        {
            using var stream = _streams.AttemptAcquire();
            await (stream.IsAcquired ? next(context) : RefuseAsync(context, method, nameof(Limits.Streams), Busy));
            return;
        }

        await MessageComesAsync(context);
        if (_calls.TryEnter(ThreadPool.PendingWorkItemCount) is { } limit)
        {
            await RefuseAsync(context, method, limit, Busy);
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            _calls.Leave();
        }
    }

    /// <summary>
    /// Waits for the message of a call, so that one whose message is still on its way takes no place from those that could be answered. Of a
    /// long one, it waits for the beginning: while nothing is read, the rest may have no room in the connection's window.
    /// </summary>
    private static async ValueTask MessageComesAsync(HttpContext context)
    {
        if (!HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            return;
        }

        var body = context.Request.BodyReader;
        try
        {
            bool isHere;
            do
            {
                var some = await body.ReadAsync(context.RequestAborted);
                isHere = some.IsCompleted || some.Buffer.Length >= LongMessageBytes;
                body.AdvanceTo(some.Buffer.Start, isHere ? some.Buffer.Start : some.Buffer.End);
            }
            while (!isHere);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller has gone, as whoever reads the message will find.
        }
    }

    /// <summary>Middleware after authentication: what one caller may ask for.</summary>
    public async Task RunCallerLimitsAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Caller>() is not { } caller || MethodOf(context) is not { } method)
        {
            await next(context);
            return;
        }

        using var call = _callsOfCaller.AttemptAcquire(caller);
        if (!call.IsAcquired)
        {
            var delay = call.TryGetMetadata(MetadataName.RetryAfter, out var after) && after > RetryDelay ? after : RetryDelay;
            await RefuseAsync(
                context,
                method,
                nameof(Limits.CallsPerSecond),
                new(ErrorStatus.Shed(ErrorReason.CallerLimit, "This caller makes too many calls.", delay)));
            return;
        }

        if (method.Type == MethodType.Unary)
        {
            await next(context);
            return;
        }

        using var stream = _streamsOfCaller.AttemptAcquire(caller);
        await (stream.IsAcquired
            ? next(context)
            : RefuseAsync(
                context,
                method,
                nameof(Limits.StreamsPerCaller),
                TooManyStreams));
    }

    public async ValueTask DisposeAsync()
    {
        await _streams.DisposeAsync();
        await _callsOfCaller.DisposeAsync();
        await _streamsOfCaller.DisposeAsync();
    }

    private static Task RefuseAsync(HttpContext context, IMethod method, string limit, EarlyReply refusal)
    {
        ServerMetrics.Shed(method.FullName, limit);
        return refusal.WriteAsync(context);
    }

    private static IMethod? MethodOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
}
