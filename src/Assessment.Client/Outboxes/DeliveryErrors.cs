using Grpc.Core;

namespace Assessment.Client.Outboxes;

/// <summary>What an error means for the card that met it.</summary>
internal static class DeliveryErrors
{
    /// <summary>Whether the server has judged the card, so that sending it again as it is would be useless.</summary>
    public static bool IsRefusal(AssessmentError error) => error.Code is StatusCode.InvalidArgument or StatusCode.NotFound
        or StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.OutOfRange
        || IsTooLarge(error);

    /// <summary>Whether the next card would meet the same.</summary>
    public static bool EndsFlush(AssessmentError error) => !IsTooLarge(error) && error.Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded
        or StatusCode.Cancelled or StatusCode.ResourceExhausted or StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.Unimplemented;

    /// <summary>A refusal for people: the reason, the message, and each violation on a line of its own.</summary>
    public static string ReasonOf(AssessmentError error) => string.Join(
        Environment.NewLine,
        error.FieldViolations.Select(v => $"{v.Field}: {v.Description}")
            .Prepend($"{(error.Reason.Length > 0 ? error.Reason : error.Code.ToString())}: {error.Message}"));

    /// <summary>Overload comes with a reason; without one it is the transport's word for a message over the server's limit.</summary>
    private static bool IsTooLarge(AssessmentError error) => error.Code == StatusCode.ResourceExhausted && error.Reason.Length == 0;
}
