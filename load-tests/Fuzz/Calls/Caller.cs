using Assessment.Fuzz.Contract;
using Grpc.Core;

namespace Assessment.Fuzz.Calls;

/// <summary>Makes calls as planned, and tells the pool what their answers say.</summary>
internal sealed class Caller(CallInvoker calls, Pool pool)
{
    private const int LargestObserved = 100_000;

    /// <summary>Calls, and waits for the end.</summary>
    public async Task<CallOutcome> CallAsync(Rpc rpc, CallPlan plan)
    {
        using var cancelled = new CancellationTokenSource();
        if (plan.CancelAfter is { } after)
        {
            cancelled.CancelAfter(after);
        }

        var options = new CallOptions(
            plan.Token is null ? [] : new Metadata { { "authorization", $"Bearer {plan.Token}" } },
            TimeProvider.System.GetUtcNow().UtcDateTime + plan.Deadline,
            cancelled.Token);
        try
        {
            await (rpc.Method.Type switch
            {
                MethodType.Unary => UnaryAsync(rpc, plan, options),
                MethodType.ServerStreaming => ServerStreamAsync(rpc, plan, options),
                MethodType.ClientStreaming => ClientStreamAsync(rpc, plan, options),
                _ => DuplexAsync(rpc, plan, options),
            });
            return new(rpc, plan, StatusCode.OK, "", IsConnectionLost: false);
        }
        catch (RpcException e)
        {
            return new(rpc, plan, e.StatusCode, e.Status.Detail, e.Status.DebugException is HttpRequestException or IOException);
        }
        catch (ObjectDisposedException)
        {
            return new(rpc, plan, StatusCode.Cancelled, "", IsConnectionLost: false); // given up here while it was read
        }
    }

    private async Task UnaryAsync(Rpc rpc, CallPlan plan, CallOptions options)
    {
        using var call = calls.AsyncUnaryCall(rpc.Method, null, options, plan.Items[0].Bytes);
        Observe(rpc, await call);
    }

    private async Task ServerStreamAsync(Rpc rpc, CallPlan plan, CallOptions options)
    {
        using var call = calls.AsyncServerStreamingCall(rpc.Method, null, options, plan.Items[0].Bytes);
        await ReadAsync(rpc, plan, call.ResponseStream);
    }

    private async Task ClientStreamAsync(Rpc rpc, CallPlan plan, CallOptions options)
    {
        using var call = calls.AsyncClientStreamingCall(rpc.Method, null, options);
        await WriteAsync(plan, call.RequestStream);
        if (plan.End == CallEnd.Complete)
        {
            Observe(rpc, await call);
        }
    }

    private async Task DuplexAsync(Rpc rpc, CallPlan plan, CallOptions options)
    {
        Task reading;
        using (var call = calls.AsyncDuplexStreamingCall(rpc.Method, null, options))
        {
            reading = ReadAsync(rpc, plan, call.ResponseStream);
            var writing = WriteAsync(plan, call.RequestStream);

            // A call has ended once its reader knows how; a writer may still wait then for a server that takes no more.
            await (plan.End == CallEnd.Abandoned ? writing : reading);
        }

        await reading; // Its end tells what became of the call.
    }

    private static async Task WriteAsync(CallPlan plan, IClientStreamWriter<byte[]> requests)
    {
        try
        {
            foreach (var item in plan.Items)
            {
                await requests.WriteAsync(item.Bytes);
            }

            if (plan.End != CallEnd.Abandoned)
            {
                await requests.CompleteAsync();
            }
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The call has ended: whoever reads its answers is told how.
        }
    }

    private async Task ReadAsync(Rpc rpc, CallPlan plan, IAsyncStreamReader<byte[]> answers)
    {
        while (await answers.MoveNext(CancellationToken.None))
        {
            Observe(rpc, answers.Current);
            if (plan.End == CallEnd.HalfClosed)
            {
                return;
            }
        }
    }

    private void Observe(Rpc rpc, byte[] answer)
    {
        if (answer.Length <= LargestObserved)
        {
            pool.Observe(rpc.Answer(answer));
        }
    }
}
