using System.Text;
using System.Text.RegularExpressions;
using Assessment.Server.Tests.Support;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace Assessment.Server.Tests.Access;

/// <summary>What an rpc answers, without what differs from one run to the next.</summary>
internal static partial class Answers
{
    private const int Most = 20;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    /// <summary>Every message that an rpc answers a request with, or how it refuses; a stream that goes on is left when nothing more comes.</summary>
    public static async Task<string> OfAsync(Api api, MethodDescriptor rpc, IMessage request)
    {
        var answers = new StringBuilder();
        try
        {
            foreach (byte[] answer in await ReadAsync(api.Calls, rpc, request.ToByteArray()))
            {
                answers.AppendLine(Plain(rpc.OutputType.Parser.ParseFrom(answer)));
            }
        }
        catch (RpcException exception)
        {
            answers.AppendLine($"{exception.StatusCode} {exception.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason} {exception.Status.Detail}");
        }

        return Changing().Replace(Progress().Replace(answers.ToString(), ""), "…");
    }

    private static string Plain(IMessage answer) =>
        answer is HttpBody body ? $"{body.ContentType} {body.Data.ToStringUtf8()}" : Json.Format(answer);

    private static async Task<IReadOnlyList<byte[]>> ReadAsync(CallInvoker calls, MethodDescriptor rpc, byte[] request)
    {
        if (!rpc.IsServerStreaming)
        {
            return [(await calls.FirstAsync(rpc, request, headers: null, TestContext.Current.CancellationToken))!];
        }

        var options = new CallOptions(cancellationToken: TestContext.Current.CancellationToken);
        if (!rpc.IsClientStreaming)
        {
            using var call = calls.AsyncServerStreamingCall(RawCalls.Of(rpc), null, options, request);
            return await CollectAsync(call.ResponseStream);
        }

        using var duplex = calls.AsyncDuplexStreamingCall(RawCalls.Of(rpc), null, options);
        try
        {
            await duplex.RequestStream.WriteAsync(request);
            await duplex.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            // The answer tells why.
        }

        return await CollectAsync(duplex.ResponseStream);
    }

    private static async Task<IReadOnlyList<byte[]>> CollectAsync(IAsyncStreamReader<byte[]> stream)
    {
        var answers = new List<byte[]>();
        while (answers.Count < Most)
        {
            var next = stream.MoveNext(CancellationToken.None);
            if (await Task.WhenAny(next, Task.Delay(answers.Count == 0 ? 100 * Quiet : Quiet)) != next || !await next)
            {
                break;
            }

            answers.Add(stream.Current);
        }

        return answers;
    }

    /// <summary>UUIDs, times, hashes and tokens.</summary>
    [GeneratedRegex(
        """
        [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\d[T\s][0-9:]+(\.\d+)?Z?|[0-9a-f]{64}|"[A-Za-z0-9+/_-]{43,}=*"|"(resumeToken|position|bytes|sequence)":\s?"?\d+"?|erased-[0-9a-z]+
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Changing();

    /// <summary>How far a run told that it was.</summary>
    [GeneratedRegex("""
        "(phase|done|total)":\s?"?\w+"?,\s?
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Progress();
}
