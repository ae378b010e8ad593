using Assessment.Server.Access;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Server.Names;
using Assessment.Server.Scores;
using Assessment.Storage;
using Assessment.V1;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Scorecards;

/// <summary>A card ready to be stored, and the answer that acknowledges it.</summary>
internal sealed record PreparedSubmission(ScorecardSubmission Submission, V1.Scorecard Reply);

/// <summary>Loads what a card needs, checks it, and scores it: everything of a submit but its storing.</summary>
internal sealed class Submissions(
    InterviewStore interviews, ScorecardStore scorecards, RubricCatalogs catalogs, Limits limits, TimeProvider clock)
{
    /// <summary>The interview and its rubric.</summary>
    /// <exception cref="RequestException">There is no such interview.</exception>
    public async Task<(Interview Interview, InterviewRubric Rubric)> LoadAsync(string tenant, Guid id, CancellationToken cancellation)
    {
        var interview = await interviews.FindAsync(tenant, id, cancellation)
            ?? throw RequestException.NotFound(ResourceNames.Interview(id));
        var catalog = await catalogs.OfAsync(tenant, cancellation);
        return (interview, await catalog.CompileAsync(interview, cancellation));
    }

    /// <summary>Prepares one new card, or reports its violations.</summary>
    /// <param name="path">The path of the request that holds parent and scorecard, with its final dot; empty at the top.</param>
    /// <returns>Null when there are violations.</returns>
    public async Task<PreparedSubmission?> PrepareAsync(
        SubmitScorecardRequest request, Caller caller, string path, FieldViolations violations, CancellationToken cancellation)
    {
        int before = violations.Found.Count;
        var id = ResourceNames.ParseInterview(violations, $"{path}parent", request.Parent);
        if (request.Scorecard is null)
        {
            violations.Add($"{path}scorecard", "is required.");
        }

        if (violations.Found.Count > before)
        {
            return null;
        }

        caller.RequireMayActFor(request.Scorecard!.InterviewerId);
        caller.RequireMayActFor(request.Scorecard.SubmitterId);
        var layer = CardContent.LayerOf(request.Scorecard);
        var ground = await GroundAsync(caller.Tenant, id, request.Scorecard.InterviewerId, layer, cancellation);
        var interview = ground.Interview;
        var catalog = await catalogs.OfAsync(caller.Tenant, cancellation);
        var rubric = await catalog.CompileAsync(interview, cancellation);
        var now = clock.GetMicroseconds();
        var content = CardContent.Parse(request.Scorecard, $"{path}scorecard.", interview, rubric, catalog, now, violations);
        if (violations.Found.Count > before)
        {
            return null;
        }

        CardRules.RequireAccepting(interview, content.InterviewerId);
        RequireLayerOpen(ground, layer, content.InterviewerId);
        if (ground.Card is { State: not ScorecardState.Draft })
        {
            throw new ConflictException(ConflictKind.ScorecardExists, ground.Card.Id);
        }

        return Prepare(content, interview, rubric, ground.Card, now);
    }

    /// <summary>Prepares a stored draft as it stands.</summary>
    public async Task<PreparedSubmission> PrepareDraftAsync(
        string tenant, Scorecard draft, Interview interview, InterviewRubric rubric, CancellationToken cancellation)
    {
        var violations = new FieldViolations(limits);
        var catalog = await catalogs.OfAsync(tenant, cancellation);
        var now = clock.GetMicroseconds();
        var content = CardContent.Parse(
            StoredCards.ReplyOf(draft, interview.CandidateId, score: null), "scorecard.", interview, rubric, catalog, now, violations);
        violations.ThrowIfAny();
        CardRules.RequireAccepting(interview, content.InterviewerId);
        return Prepare(content, interview, rubric, draft, now);
    }

    /// <summary>What is stored of an interview when a card of it is to be submitted.</summary>
    /// <exception cref="RequestException">There is no such interview.</exception>
    public async Task<SubmissionGround> GroundAsync(
        string tenant, Guid id, string interviewerId, ScorecardLayer layer, CancellationToken cancellation) =>
        await scorecards.FindGroundAsync(tenant, id, interviewerId, layer, cancellation) ?? throw RequestException.NotFound(ResourceNames.Interview(id));

    /// <summary>
    /// Refuses a debrief card of someone whose own first-layer card does not count, and a first-layer card once the debrief has begun:
    /// nobody's first rating follows the discussion.
    /// </summary>
    public static void RequireLayerOpen(SubmissionGround ground, ScorecardLayer layer, string interviewerId)
    {
        string interview = ResourceNames.Interview(ground.Interview.Id);
        if (layer == ScorecardLayer.First)
        {
            RequireUnsealed(ground.DebriefCards, interview);
        }
        else if (ground.FirstLayerCard is not { State: ScorecardState.Submitted or ScorecardState.Amended })
        {
            throw RequestException.Precondition(
                V1.ErrorReason.FirstLayerMissing,
                interview,
                $"'{interviewerId}' has no submitted first-layer scorecard; the debrief layer comes after it.");
        }
    }

    /// <summary>Refuses a change of a first-layer card once a debrief card of its interview counts.</summary>
    public async Task RequireUnsealedAsync(string tenant, Scorecard card, CancellationToken cancellation)
    {
        if (card.Layer == ScorecardLayer.First)
        {
            RequireUnsealed(
                await scorecards.CountAsync(tenant, card.InterviewId, ScorecardLayer.Debrief, cancellation),
                ResourceNames.Scorecard(card.InterviewId, card.Id));
        }
    }

    private static void RequireUnsealed(int debriefCards, string subject)
    {
        if (debriefCards > 0)
        {
            throw RequestException.Precondition(
                V1.ErrorReason.LayerSealed, subject, "The debrief has begun, and the first layer is sealed. Submit a debrief scorecard instead.");
        }
    }

    private static PreparedSubmission Prepare(
        CardContent content, Interview interview, InterviewRubric rubric, Scorecard? draft, DateTimeOffset now)
    {
        var score = content.Score(rubric);
        var card = content.AsSubmitted(interview, draft, score, now);
        return new PreparedSubmission(
            new ScorecardSubmission(card, interview.Version, draft?.Version),
            StoredCards.ReplyOf(card, interview.CandidateId, ScoreReply.Of(score, rubric.Profile)));
    }
}
