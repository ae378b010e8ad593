using Google.Protobuf;
using Grpc.Core;

namespace Assessment.LoadScenarios;

/// <summary>How one call of a scenario ended.</summary>
/// <param name="Status">The status; of several RPCs, the first that is not OK.</param>
/// <param name="RequestBytes">Bytes of the request messages that were sent, without framing and headers.</param>
/// <param name="ResponseBytes">Bytes of the response messages that came, without framing and headers.</param>
public readonly record struct Outcome(StatusCode Status, int RequestBytes, int ResponseBytes)
{
    /// <summary>Awaits one RPC. Whatever status it ends with is an outcome and no exception.</summary>
    /// <param name="requestBytes">The size of its request.</param>
    /// <param name="call">The RPC, begun.</param>
    /// <returns>The outcome, and the response when the status is OK.</returns>
    public static async Task<(Outcome Outcome, TResponse? Response)> OfAsync<TResponse>(int requestBytes, AsyncUnaryCall<TResponse> call)
        where TResponse : class, IMessage
    {
        using (call)
        {
            try
            {
                var response = await call;
                return (new(StatusCode.OK, requestBytes, response.CalculateSize()), response);
            }
            catch (RpcException e)
            {
                return (new(e.StatusCode, requestBytes, 0), null);
            }
        }
    }

    /// <summary>Both, one after the other: bytes add up, and the first status that is not OK stays.</summary>
    public Outcome Then(Outcome next) => new(
        Status == StatusCode.OK ? next.Status : Status, RequestBytes + next.RequestBytes, ResponseBytes + next.ResponseBytes);
}
