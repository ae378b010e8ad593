using Assessment.Fuzz.Contract;
using Grpc.Core;

namespace Assessment.Fuzz.Calls;

/// <summary>How a call ended.</summary>
/// <param name="Rpc">What was called.</param>
/// <param name="Plan">What was sent.</param>
/// <param name="Status">What came back, or what the client's side made of it.</param>
/// <param name="Detail">The status's text.</param>
/// <param name="IsConnectionLost">
/// Whether the client's HTTP/2 lost its connection, and the status is its own: Kestrel closes one on which a client that just gave up a stream
/// still sends of it, and takes the other calls on it along.
/// </param>
internal sealed record CallOutcome(Rpc Rpc, CallPlan Plan, StatusCode Status, string Detail, bool IsConnectionLost)
{
    /// <summary>The detail of a call that did not even end at its deadline.</summary>
    public const string NeverEnded = "The call never ended on the client's side.";

    /// <summary>
    /// What is wrong with the server, in one phrase; null when nothing is. An answer UNKNOWN is the framework's own to bytes that are no
    /// request, and wrong to any other.
    /// </summary>
    public string? Problem => IsConnectionLost ? null : Status switch
    {
        StatusCode.Unknown when Detail.StartsWith(NeverEnded, StringComparison.Ordinal) => "no end",
        StatusCode.Internal or StatusCode.DataLoss or StatusCode.Unimplemented => $"{Status}",
        StatusCode.Unknown when Plan.Items.All(item => Rpc.IsRequest(item.Bytes)) => "Unknown, and all of it was readable",
        StatusCode.Unavailable => "Unavailable",
        StatusCode.DeadlineExceeded when Plan.IsPatient => $"no answer within {CallPlan.Patience.TotalSeconds} s",
        _ => null,
    };
}
