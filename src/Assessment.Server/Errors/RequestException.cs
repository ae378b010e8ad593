using Assessment.V1;
using Google.Rpc;
using Grpc.Core;

namespace Assessment.Server.Errors;

/// <summary>A refusal that the caller is told of: a status code, a stable reason, and details.</summary>
internal sealed class RequestException : Exception
{
    private RequestException(StatusCode code, ErrorReason reason, string message)
        : base(message)
    {
        Code = code;
        Reason = reason;
    }

    public StatusCode Code { get; }

    public ErrorReason Reason { get; }

    /// <summary>Every field violation; empty unless the code is InvalidArgument.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> FieldViolations { get; private init; } = [];

    /// <summary>What is in the wrong state, for FailedPrecondition; else empty.</summary>
    public string Subject { get; private init; } = "";

    public static RequestException NotFound(string name) =>
        new(StatusCode.NotFound, ErrorReason.ResourceNotFound, $"'{name}' does not exist.");

    public static RequestException Denied(ErrorReason reason, string message) => new(StatusCode.PermissionDenied, reason, message);

    public static RequestException Precondition(ErrorReason reason, string subject, string message) =>
        new(StatusCode.FailedPrecondition, reason, message) { Subject = subject };

    public static RequestException AlreadyExists(ErrorReason reason, string message) =>
        new(StatusCode.AlreadyExists, reason, message);

    public static RequestException EtagMismatch(string name) =>
        new(StatusCode.Aborted, ErrorReason.EtagMismatch, $"'{name}' was changed meanwhile. Read it again, and retry with its etag.");

    public static RequestException Invalid(
        IReadOnlyList<BadRequest.Types.FieldViolation> violations, ErrorReason reason = ErrorReason.InvalidFields)
    {
        string first = $"{violations[0].Field}: {violations[0].Description}";
        string message = violations.Count == 1 ? first : $"{violations.Count} fields are invalid; the first: {first}";
        return new(StatusCode.InvalidArgument, reason, message) { FieldViolations = violations };
    }

    public static RequestException Invalid(string field, string description, ErrorReason reason = ErrorReason.InvalidFields) =>
        Invalid([new BadRequest.Types.FieldViolation { Field = field, Description = description }], reason);

    public static RequestException OutOfRange(ErrorReason reason, string message) => new(StatusCode.OutOfRange, reason, message);
}
