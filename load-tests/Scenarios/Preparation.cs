using Grpc.Core;

namespace Assessment.LoadScenarios;

/// <summary>Calls before the measured ones. A server that sheds them is asked again: how it bears load is measured later.</summary>
internal static class Preparation
{
    private const int Attempts = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Calls until the server has time.</summary>
    /// <param name="call">Makes the call, with a request of the same id each time.</param>
    /// <exception cref="RpcException">It was refused for another reason, or shed for ten seconds.</exception>
    public static async Task<T> CallAsync<T>(Func<AsyncUnaryCall<T>> call, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && attempt < Attempts)
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
