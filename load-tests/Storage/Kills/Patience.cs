using Grpc.Core;

namespace Assessment.StorageLoad.Kills;

/// <summary>Calls that are safe to repeat, repeated when no answer comes: on a busy machine a connection may stall.</summary>
internal static class Patience
{
    private const int Attempts = 3;

    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(60);

    /// <summary>Calls until there is an answer.</summary>
    /// <param name="call">Makes the call with a deadline; it reads, or carries a request id.</param>
    /// <exception cref="RpcException">The call was refused, or unanswered every time.</exception>
    public static async Task<T> CallAsync<T>(Func<DateTime, AsyncUnaryCall<T>> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await call(TimeProvider.System.GetUtcNow().UtcDateTime + PerAttempt);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.DeadlineExceeded && attempt < Attempts)
            {
                await Console.Error.WriteLineAsync($"No answer within {PerAttempt.TotalSeconds} s; asked again.");
            }
        }
    }
}
