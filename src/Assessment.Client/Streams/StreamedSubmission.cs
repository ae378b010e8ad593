using Assessment.V1;

namespace Assessment.Client;

/// <summary>What became of one streamed scorecard: stored, or refused.</summary>
/// <param name="Sequence">Its position in the source, from 0.</param>
/// <param name="Request">The request as it was sent, with its request id.</param>
/// <param name="Scorecard">The stored scorecard; null when it was refused.</param>
/// <param name="Error">Why it was refused; null when it was stored.</param>
public sealed record StreamedSubmission(long Sequence, SubmitScorecardRequest Request, Scorecard? Scorecard, AssessmentError? Error);
