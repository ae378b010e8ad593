using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Assessment.Server.Access;
using Assessment.Server.Errors;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Requests;

/// <summary>Makes a write with a request id safe to repeat (AIP-155): the first answer is stored with the write, and given again.</summary>
internal sealed class RequestIds(RequestStore requests)
{
    /// <summary>Runs a write once for a request id, or returns its first answer.</summary>
    /// <param name="request">The request; its <c>request_id</c> field is not part of its body.</param>
    /// <param name="requestId">The id; null runs the write without this protection.</param>
    /// <param name="context">The call: the same id for another rpc, or from another caller, is another body.</param>
    /// <param name="write">
    /// Does the write. It is given a function that turns its answer into what must be stored in the same transaction.
    /// </param>
    public async Task<TResponse> OnceAsync<TResponse>(
        IMessage request,
        Guid? requestId,
        ServerCallContext context,
        Func<Func<TResponse, AnsweredRequest?>, Task<TResponse>> write)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (requestId is not { } id)
        {
            return await write(_ => null);
        }

        var (caller, cancellation) = (context.Caller, context.CancellationToken);
        byte[] hash = HashOf(request, caller);
        if (await FindAsync<TResponse>(id, caller.Tenant, context.Method, hash, cancellation) is { } answer)
        {
            return answer;
        }

        try
        {
            return await write(response => new AnsweredRequest(id, context.Method, hash, response.ToByteArray()));
        }
        catch (Exception refusal) when (refusal is ConflictException or RequestException)
        {
            // The same request may have been stored between the look and the write: then what it changed is what refuses this one.
            if (await FindAsync<TResponse>(id, caller.Tenant, context.Method, hash, cancellation) is { } stored)
            {
                return stored;
            }

            if (refusal is ConflictException { Kind: ConflictKind.RequestAnswered })
            {
                throw new StorageUnavailableException("A stored answer vanished while it was read.", refusal);
            }

            throw;
        }
    }

    private async Task<TResponse?> FindAsync<TResponse>(Guid id, string tenant, string method, byte[] hash, CancellationToken cancellation)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var stored = await requests.FindAsync(tenant, id, cancellation);
        if (stored is null)
        {
            return null;
        }

        if (stored.Method != method || !stored.BodySha256.Span.SequenceEqual(hash))
        {
            throw RequestException.AlreadyExists(
                ErrorReason.RequestIdReused, "The request_id was used before with another body. Take a new one.");
        }

        var answer = new TResponse();
        answer.MergeFrom(stored.Answer.Span);
        return answer;
    }

    /// <summary>SHA-256 of the request without its id, and of who makes it. Meanwhile the request has no id.</summary>
    private static byte[] HashOf(IMessage request, Caller caller)
    {
        var field = request.Descriptor.FindFieldByName("request_id").Accessor;
        object id = field.GetValue(request);
        field.Clear(request);
        int size = request.CalculateSize();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(size + 1 + Encoding.UTF8.GetMaxByteCount(caller.Subject.Length));
        try
        {
            request.WriteTo(buffer.AsSpan(0, size));
            buffer[size] = (byte)'\n';
            int end = size + 1 + Encoding.UTF8.GetBytes(caller.Subject, buffer.AsSpan(size + 1));
            return SHA256.HashData(buffer.AsSpan(0, end));
        }
        finally
        {
            field.SetValue(request, id);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true); // It holds what was said of a candidate.
        }
    }
}
