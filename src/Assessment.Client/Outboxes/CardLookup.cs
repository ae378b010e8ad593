using Assessment.V1;

namespace Assessment.Client.Outboxes;

/// <summary>Looks whether the server has a card already, by what the card says.</summary>
/// <remarks>
/// For request ids that the server may have forgotten, and for a card that reached it by another call. Compared is the first revision,
/// so that a card that was amended or withdrawn after it arrived is found too, and never sent again.
/// </remarks>
internal static class CardLookup
{
    public static async Task<Scorecard?> FindAsync(SubmitScorecardRequest request, AssessmentClient client, CancellationToken cancellation)
    {
        var list = new ListScorecardsRequest { Parent = request.Parent, InterviewerId = request.Scorecard?.InterviewerId ?? "" };
        if (list.InterviewerId.Length == 0)
        {
            return null;
        }

        await foreach (var card in client.Scorecards.ListAllScorecardsAsync(list, cancellation).ConfigureAwait(false))
        {
            if (card.State == Scorecard.Types.State.Draft)
            {
                continue;
            }

            var first = card.Revision == 1
                ? card
                : await client.Scorecards.GetScorecardAsync(
                    new GetScorecardRequest { Name = card.Name, Revision = 1 }, cancellationToken: cancellation).ConfigureAwait(false);
            if (SaysTheSame(first, request.Scorecard!))
            {
                return card;
            }
        }

        return null;
    }

    private static bool SaysTheSame(Scorecard stored, Scorecard sent) =>
        stored.InterviewerId == sent.InterviewerId
        && stored.SubmitterId == (sent.SubmitterId.Length == 0 ? sent.InterviewerId : sent.SubmitterId)
        && stored.Note == sent.Note
        && Microseconds(stored) == Microseconds(sent)
        && stored.Ratings.OrderBy(r => r.Criterion, StringComparer.Ordinal).SequenceEqual(sent.Ratings.OrderBy(r => r.Criterion, StringComparer.Ordinal))
        && stored.RaisedFlags.OrderBy(f => f.RedFlag, StringComparer.Ordinal).SequenceEqual(sent.RaisedFlags.OrderBy(f => f.RedFlag, StringComparer.Ordinal));

    private static (long Seconds, long Micros)? Microseconds(Scorecard card) =>
        card.InterviewedAt is { } time ? (time.Seconds, time.Nanos / 1000) : null;
}
