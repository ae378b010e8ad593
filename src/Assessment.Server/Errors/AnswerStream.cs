using Assessment.Server.Requests;
using Grpc.Core;

namespace Assessment.Server.Errors;

/// <summary>
/// The answers of a streaming call. A write that comes when the call has just ended, by its deadline or its caller, finds the response in one
/// of several wrong states; it says what happened instead.
/// </summary>
internal sealed class AnswerStream<T>(IServerStreamWriter<T> answers, ServerCallContext context) : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => answers.WriteOptions;
        set => answers.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    /// <exception cref="CallerGoneException">The call has ended.</exception>
    public async Task WriteAsync(T message, CancellationToken cancellation)
    {
        try
        {
            await answers.WriteAsync(message, cancellation);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException && context.HasEnded())
        {
            throw new CallerGoneException(e);
        }
    }
}
