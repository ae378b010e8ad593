using System.Text.RegularExpressions;
using Assessment.Server.Access;
using Assessment.Storage;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using GoogleStatus = Google.Rpc.Status;

namespace Assessment.Server.Errors;

/// <summary>The one place where exceptions become google.rpc.Status.</summary>
internal static partial class ErrorStatus
{
    private const string Domain = "assessment";

    /// <summary>Bytes of a status in trailers: clients take 8 KiB of them, base64 needs a third more, and the message goes twice.</summary>
    private const int TrailerBytes = 4_800;

    private const int MessageLength = 400;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>The status of an exception, or null when it is a defect.</summary>
    public static GoogleStatus? Find(Exception exception) => exception switch
    {
        RequestException refusal => Of(refusal),
        ConflictException conflict => Of(conflict),
        StorageOverloadedException => Retryable(
            StatusCode.ResourceExhausted, ErrorReason.Overloaded, "Too many writes are waiting. Nothing was stored; retry shortly."),
        StorageUnavailableException { MayBeStored: true } => Retryable(
            StatusCode.Unavailable,
            ErrorReason.DatabaseUnavailable,
            "The database was lost while it stored this. Whether it is stored is not known; retry with the same request_id."),
        StorageUnavailableException => Retryable(
            StatusCode.Unavailable, ErrorReason.DatabaseUnavailable, "The database can't be reached. Nothing was stored; retry shortly."),
        _ => null,
    };

    public static GoogleStatus ShuttingDown() => Retryable(
        StatusCode.Unavailable, ErrorReason.ShuttingDown, "The server is shutting down. Reconnect and go on from the last answer.");

    public static GoogleStatus Defect() => Status(
        StatusCode.Internal, ErrorReason.Defect, "The server has a defect. Its log has the details.");

    public static GoogleStatus Unauthenticated(ErrorReason reason, string message) => Status(StatusCode.Unauthenticated, reason, message);

    public static GoogleStatus RoleMissing(Roles allowed) => Status(
        StatusCode.PermissionDenied,
        ErrorReason.RoleMissing,
        allowed == Roles.None ? "Nobody may call this." : $"The token has none of the roles that may call this: {string.Join(", ", RoleNames.Of(allowed))}.");

    /// <summary>A call that was refused because there are too many.</summary>
    /// <param name="message">Of what there is too much.</param>
    /// <param name="delay">How long to wait before the next attempt.</param>
    public static GoogleStatus Shed(ErrorReason reason, string message, TimeSpan delay) =>
        Retryable(StatusCode.ResourceExhausted, reason, message, delay);

    /// <summary>The status as it can be sent in trailers: as many violations as fit, and how many there are.</summary>
    public static GoogleStatus Fit(GoogleStatus status)
    {
        status = status.Clone();
        status.Message = Shortened(status.Message);
        int bad = status.Details.ToList().FindIndex(detail => detail.Is(BadRequest.Descriptor));
        if (bad < 0 || status.CalculateSize() <= TrailerBytes)
        {
            return status;
        }

        var all = status.Details[bad].Unpack<BadRequest>().FieldViolations;
        var listed = new BadRequest();
        foreach (var violation in all)
        {
            listed.FieldViolations.Add(new BadRequest.Types.FieldViolation
            {
                Field = Shortened(violation.Field),
                Description = Shortened(violation.Description),
            });
            status.Details[bad] = Any.Pack(listed);
            if (status.CalculateSize() > TrailerBytes)
            {
                listed.FieldViolations.RemoveAt(listed.FieldViolations.Count - 1);
                break;
            }
        }

        status.Details[bad] = Any.Pack(listed);
        status.Message = $"{status.Message} Only the first {listed.FieldViolations.Count} of {all.Count} are listed; more don't fit an error.";
        return status;
    }

    private static string Shortened(string text) => text.Length <= MessageLength
        ? text
        : $"{text[..(char.IsHighSurrogate(text[MessageLength - 1]) ? MessageLength - 1 : MessageLength)]}…";

    private static GoogleStatus Of(RequestException refusal)
    {
        var status = Status(refusal.Code, refusal.Reason, refusal.Message);
        if (refusal.FieldViolations.Count > 0)
        {
            status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { refusal.FieldViolations } }));
        }

        if (refusal.Subject.Length > 0)
        {
            status.Details.Add(Any.Pack(new PreconditionFailure
            {
                Violations =
                {
                    new PreconditionFailure.Types.Violation
                    {
                        Type = ReasonText(refusal.Reason), Subject = refusal.Subject, Description = refusal.Message,
                    },
                },
            }));
        }

        return status;
    }

    private static GoogleStatus Of(ConflictException conflict) => conflict.Kind switch
    {
        ConflictKind.DocumentDiffers => Status(
            StatusCode.AlreadyExists, ErrorReason.BankVersionExists, "This version was published with other content. Raise the version."),
        ConflictKind.ScorecardExists => Status(
            StatusCode.AlreadyExists, ErrorReason.ScorecardExists, "The interviewer has a scorecard for this interview already."),
        _ => Status(StatusCode.Aborted, ErrorReason.EtagMismatch, "Someone else changed it meanwhile. Read it again, and retry."),
    };

    private static GoogleStatus Retryable(StatusCode code, ErrorReason reason, string message, TimeSpan? delay = null)
    {
        var status = Status(code, reason, message);
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(delay ?? RetryDelay) }));
        return status;
    }

    private static GoogleStatus Status(StatusCode code, ErrorReason reason, string message) => new()
    {
        Code = (int)code,
        Message = message,
        Details = { Any.Pack(new ErrorInfo { Domain = Domain, Reason = ReasonText(reason) }) },
    };

    /// <summary>EtagMismatch → ETAG_MISMATCH, as the proto spells it.</summary>
    private static string ReasonText(ErrorReason reason) => WordStart().Replace(reason.ToString(), "_$0").ToUpperInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
