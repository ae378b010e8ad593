using Assessment.Scoring;
using Assessment.Server.Catalog;
using Assessment.Server.Interviews;
using Assessment.Server.Names;
using Assessment.Server.Scores;
using Assessment.Storage;
using Google.Protobuf.WellKnownTypes;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Scorecards;

/// <summary>Stored scorecards, scored again from their ratings and shown as the contract shows them.</summary>
internal static class StoredCards
{
    /// <summary>The score of a stored card over the focus that it was made for.</summary>
    /// <exception cref="InvalidDataException">The stored ratings don't give the totals that were stored with them.</exception>
    public static ScorecardScore Score(Scorecard card, InterviewRubric rubric)
    {
        // Evidence was there when the card was submitted; erasing the candidate takes it and leaves the score.
        Rating[] ratings =
            [.. card.Ratings.Select(r => new Rating(rubric.Rubric.FindCriterion(r.CriterionId), r.Level, HasEvidence: true))];
        var score = new ScorecardScore(rubric.Rubric);
        bool scored = score.TryScore(
            rubric.Profile, rubric.FocusOn(card.Focus), ratings, [.. card.Flags.Select(f => rubric.Rubric.FindRedFlag(f.RedFlagId))]);
        return scored && score.Composite == card.Score?.Composite && score.EqualWeights == card.Score?.EqualWeights
            && score.Coverage == card.Score?.Coverage
            ? score
            : throw new InvalidDataException($"The stored ratings of '{card.Id}' don't give its stored score.");
    }

    public static V1.Scorecard ReplyOf(Scorecard card, Interview interview, InterviewRubric rubric) =>
        ReplyOf(card, interview.CandidateId, card.State == ScorecardState.Draft || card.Score is null
            ? null
            : ScoreReply.Of(Score(card, rubric), rubric.Profile));

    public static V1.Scorecard ReplyOf(Scorecard card, string candidateId, V1.ScorecardScore? score) => new()
    {
        Name = ResourceNames.Scorecard(card.InterviewId, card.Id),
        InterviewerId = card.InterviewerId,
        SubmitterId = card.SubmitterId,
        InterviewedAt = card.InterviewedAt?.ToTimestamp(),
        Ratings = { card.Ratings.Select(RatingOf) },
        RaisedFlags = { card.Flags.Select(f => new V1.RaisedFlag { RedFlag = f.RedFlagId, Evidence = f.Evidence }) },
        Note = card.Note,
        CandidateId = candidateId,
        Layer = (V1.Layer)card.Layer,
        State = (V1.Scorecard.Types.State)card.State,
        Revision = card.Revision,
        Reason = card.Reason,
        Score = score,
        CreatedAt = card.CreatedAt.ToTimestamp(),
        SubmittedAt = card.SubmittedAt?.ToTimestamp(),
        RevisedAt = card.RevisedAt.ToTimestamp(),
        Etag = InterviewReply.EtagOf(card.Version),
    };

    private static V1.Rating RatingOf(StoredRating rating)
    {
        var reply = new V1.Rating { Criterion = rating.CriterionId, Evidence = rating.Evidence };
        if (rating.Level > 0)
        {
            reply.Level = rating.Level;
        }
        else
        {
            reply.NotObservedReason = (V1.NotObservedReason)rating.NotObservedReason;
        }

        return reply;
    }
}
