using Assessment.V1;

namespace Assessment.Client;

/// <summary>What an outbox holds.</summary>
/// <param name="Waiting">Cards that wait for their delivery.</param>
/// <param name="Refused">Cards that the server refused, in the folder <c>refused</c>.</param>
/// <param name="OldestAddedAt">When the oldest waiting card was added; null when none waits.</param>
public sealed record OutboxStatus(int Waiting, int Refused, DateTimeOffset? OldestAddedAt);

/// <summary>A card that the server refused.</summary>
/// <param name="RequestId">Its request id.</param>
/// <param name="File">Where the card is; the reason is beside it.</param>
/// <param name="Reason">What the server said, one line a violation.</param>
public sealed record RefusedCard(string RequestId, string File, string Reason);

/// <summary>What became of one card while an outbox was flushed: delivered, refused, or still waiting because of an error.</summary>
/// <param name="RequestId">Its request id.</param>
/// <param name="Position">The number of cards tried so far, this one included.</param>
/// <param name="Total">The number of cards that waited when the flush began.</param>
/// <param name="Scorecard">The stored scorecard; null unless it was delivered.</param>
/// <param name="Error">Why it was not delivered; null when it was.</param>
/// <param name="WasRefused">Whether it moved to the refused cards.</param>
public sealed record OutboxDelivery(string RequestId, int Position, int Total, Scorecard? Scorecard, AssessmentError? Error, bool WasRefused);

/// <summary>What a flush did.</summary>
/// <param name="Delivered">Cards that the server has acknowledged.</param>
/// <param name="Refused">Cards that moved to the refused ones.</param>
/// <param name="Waiting">Cards that still wait.</param>
/// <param name="Error">Why cards still wait; null when none does.</param>
public sealed record OutboxFlush(int Delivered, int Refused, int Waiting, AssessmentError? Error);
