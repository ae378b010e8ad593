using Assessment.Scoring;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Storage;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Scorecards;

/// <summary>What one scorecard says, checked against its interview and ready to be scored and stored.</summary>
internal sealed record CardContent(
    ScorecardLayer Layer,
    string InterviewerId,
    string SubmitterId,
    DateTimeOffset? InterviewedAt,
    string Note,
    IReadOnlyList<string> FocusIds,
    Focus Focus,
    CardRatings Card,
    IReadOnlyList<StoredRating> Ratings,
    IReadOnlyList<StoredFlag> Flags)
{
    /// <summary>Reads a card for an interview; every problem becomes a violation under <paramref name="path"/>.</summary>
    /// <param name="complete">False for a draft, which may have gaps.</param>
    /// <returns>The content; meaningful only when there are no violations.</returns>
    public static CardContent Parse(
        V1.Scorecard card,
        string path,
        Interview interview,
        InterviewRubric rubric,
        RubricCatalog catalog,
        DateTimeOffset now,
        FieldViolations violations,
        bool complete = true)
    {
        string interviewer = violations.RequireId($"{path}interviewer_id", card.InterviewerId);
        string submitter = violations.OptionalId($"{path}submitter_id", card.SubmitterId);
        if (card.CandidateId.Length > 0 && card.CandidateId != interview.CandidateId)
        {
            violations.Add($"{path}candidate_id", "is not the interview's candidate.");
        }

        violations.Defined($"{path}layer", card.Layer);
        var member = interview.Panel.FirstOrDefault(m => m.InterviewerId == interviewer);
        var focus = rubric.FocusOn(member?.Focus ?? []);
        var ratings = CardRatings.Parse(card.Ratings, card.RaisedFlags, path, rubric, focus, catalog.KnowsCriterion, violations, complete);
        return new CardContent(
            LayerOf(card),
            interviewer,
            submitter.Length == 0 ? interviewer : submitter,
            violations.OptionalPast($"{path}interviewed_at", card.InterviewedAt, now)?.ToMicroseconds(),
            violations.Text($"{path}note", card.Note, violations.Limits.NoteLength),
            member?.Focus ?? [],
            focus,
            ratings,
            [.. card.Ratings.Select((r, i) => (r, ratings.Ratings[i].Criterion)).OrderBy(x => x.Criterion).Select(x => StoredOf(x.r))],
            [.. card.RaisedFlags.Select((f, i) => (f, Flag: ratings.Flags[i])).OrderBy(x => x.Flag)
                .Select(x => new StoredFlag(x.f.RedFlag, x.f.Evidence))]);
    }

    /// <summary>The layer that a card is for; the first, unless it says otherwise.</summary>
    public static ScorecardLayer LayerOf(V1.Scorecard card) => card.Layer == V1.Layer.Debrief ? ScorecardLayer.Debrief : ScorecardLayer.First;

    /// <summary>The computed score. The content has no violations.</summary>
    public ScorecardScore Score(InterviewRubric rubric)
    {
        var score = new ScorecardScore(rubric.Rubric);
        return score.TryScore(rubric.Profile, Focus, Card.Ratings, Card.Flags)
            ? score
            : throw new InvalidOperationException("A checked card can't be scored.");
    }

    /// <summary>The content as a draft: a new one, or the next version of one.</summary>
    public Scorecard AsDraft(Interview interview, Scorecard? draft, DateTimeOffset now) => new()
    {
        Id = draft?.Id ?? TimeOrderedIds.Of(now),
        InterviewId = interview.Id,
        Layer = Layer,
        InterviewerId = InterviewerId,
        SubmitterId = SubmitterId,
        ApplicationId = interview.ApplicationId,
        Step = interview.Step,
        State = ScorecardState.Draft,
        Revision = 0,
        Reason = "",
        InterviewedAt = InterviewedAt,
        CreatedAt = draft?.CreatedAt ?? now,
        RevisedAt = now,
        Version = (draft?.Version ?? 0) + 1,
        Focus = FocusIds,
        Ratings = Ratings,
        Flags = Flags,
        Note = Note,
    };

    /// <summary>The content as a submitted card: a new one, or what a draft becomes.</summary>
    public Scorecard AsSubmitted(Interview interview, Scorecard? draft, ScorecardScore score, DateTimeOffset now) =>
        AsDraft(interview, draft, now) with
        {
            State = ScorecardState.Submitted,
            Revision = 1,
            SubmittedAt = now,
            Score = TotalsOf(score),
        };

    /// <summary>The content as the next revision of a submitted card.</summary>
    public Scorecard AsRevisionOf(Scorecard card, string reason, ScorecardScore score, DateTimeOffset now) => card with
    {
        SubmitterId = SubmitterId,
        State = ScorecardState.Amended,
        Revision = card.Revision + 1,
        Reason = reason,
        InterviewedAt = InterviewedAt ?? card.InterviewedAt,
        RevisedAt = now,
        Version = card.Version + 1,
        Focus = FocusIds,
        Ratings = Ratings,
        Flags = Flags,
        Note = Note,
        Score = TotalsOf(score),
    };

    private static StoredScore TotalsOf(ScorecardScore score) => new(score.Composite, score.EqualWeights, score.Coverage);

    private static StoredRating StoredOf(V1.Rating rating) => rating.OutcomeCase == V1.Rating.OutcomeOneofCase.Level
        ? new StoredRating(rating.Criterion, rating.Level, 0, rating.Evidence)
        : new StoredRating(rating.Criterion, 0, (int)rating.NotObservedReason, rating.Evidence);
}
