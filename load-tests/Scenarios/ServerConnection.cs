using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Assessment.LoadScenarios;

/// <summary>Connections to a target, which calls take in turns, as callers of several programs come; more are opened when one has its hundred calls.</summary>
public sealed class ServerConnection : IDisposable
{
    private readonly GrpcChannel[] _channels;
    private readonly TimeSpan _callLimit;

    /// <summary>Connects with the first call.</summary>
    /// <remarks>Answers within the window need no update of it; one that is late may make Kestrel lose the next answer (dotnet/aspnetcore issue 53736).</remarks>
    public ServerConnection(Target target)
    {
        _callLimit = target.CallLimit;
        _channels = [.. Enumerable.Range(0, target.Connections).Select(_ => GrpcChannel.ForAddress(target.Address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, InitialHttp2StreamWindowSize = 16 << 20 },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = 64 << 20,
        }))];
        var invoker = new TurnsInvoker([.. _channels.Select(channel => channel.CreateCallInvoker())]);
        Invoker = target.Token.Length == 0 ? invoker : invoker.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {target.Token}");
            return metadata;
        });
    }

    /// <summary>What clients are made of; sends the target's token.</summary>
    public CallInvoker Invoker { get; }

    /// <summary>Options of a call that may take the target's limit, from now.</summary>
    public CallOptions Options(CancellationToken cancellation) =>
        new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + _callLimit, cancellationToken: cancellation);

    /// <summary>The task's result.</summary>
    /// <exception cref="RpcException">It took longer than the target's limit, or the engine gave it up.</exception>
    public async Task<T> WithinLimitAsync<T>(Task<T> task, CancellationToken cancellation)
    {
        try
        {
            return await task.WaitAsync(_callLimit, cancellation);
        }
        catch (TimeoutException)
        {
            throw new RpcException(new Status(StatusCode.DeadlineExceeded, "No answer on the stream."));
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "Given up."));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_channels, channel => channel.Dispose());
}
