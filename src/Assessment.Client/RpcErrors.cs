using Assessment.V1;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace Assessment.Client;

/// <summary>A server's refusal, or a call's failure, with its details.</summary>
public sealed record AssessmentError
{
    /// <summary>The status code.</summary>
    public required StatusCode Code { get; init; }

    /// <summary>What happened, for people. For a failure of the transport it is what the transport says.</summary>
    public required string Message { get; init; }

    /// <summary>The stable reason, e.g. <c>ETAG_MISMATCH</c>; empty when the server gave none, or did not answer.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The reason as this version of the contract knows it; unspecified when there is none, or it is newer.</summary>
    public ErrorReason KnownReason { get; init; }

    /// <summary>Every field that breaks a rule, in the server's order; empty unless the code is InvalidArgument.</summary>
    public IReadOnlyList<V1.FieldViolation> FieldViolations { get; init; } = [];

    /// <summary>How long to wait before the call is made again; null when the server did not say.</summary>
    public TimeSpan? RetryDelay { get; init; }
}

/// <summary>Reads what a server says about a failure: the google.rpc.Status beside it, with its typed details.</summary>
public static class RpcErrors
{
    private const string Domain = "assessment";
    private const string ReasonPrefix = "ERROR_REASON_";

    /// <summary>The error behind an exception. Without details, e.g. when no server answered, there are the code and the message.</summary>
    public static AssessmentError ToAssessmentError(this RpcException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        string cause = exception.Status.DebugException?.GetBaseException().Message ?? "";
        string message = cause.Length == 0 || exception.Status.Detail.Contains(cause, StringComparison.Ordinal)
            ? exception.Status.Detail
            : $"{exception.Status.Detail} {cause}";
        var bare = new AssessmentError { Code = exception.StatusCode, Message = message };
        try
        {
            return exception.GetRpcStatus()?.ToAssessmentError() ?? bare;
        }
        catch (InvalidProtocolBufferException)
        {
            return bare; // a proxy on the way may write what it likes into the details
        }
    }

    /// <summary>The error in a status message, as the streams carry it.</summary>
    public static AssessmentError ToAssessmentError(this Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var info = status.GetDetail<ErrorInfo>();
        string reason = info?.Domain == Domain ? info.Reason : "";
        return new AssessmentError
        {
            Code = (StatusCode)status.Code,
            Message = status.Message,
            Reason = reason,
            KnownReason = KnownReasonOf(reason),
            FieldViolations = [.. (status.GetDetail<BadRequest>()?.FieldViolations ?? []).Select(Violation)],
            RetryDelay = status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
        };
    }

    private static V1.FieldViolation Violation(BadRequest.Types.FieldViolation violation) =>
        new() { Field = violation.Field, Description = violation.Description };

    private static ErrorReason KnownReasonOf(string reason) =>
        ErrorReasonReflection.Descriptor.EnumTypes[0].FindValueByName(ReasonPrefix + reason) is { } value
            ? (ErrorReason)value.Number
            : ErrorReason.Unspecified;
}
