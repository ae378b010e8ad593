using Assessment.Server.Errors;
using Assessment.Server.Interviews;
using Assessment.Server.Names;
using Assessment.Storage;
using Assessment.V1;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Scorecards;

/// <summary>When a scorecard may be written: the fields that must be there, and the states that allow it.</summary>
internal static class CardRules
{
    public static void RequireCard(V1.Scorecard? card, FieldViolations violations)
    {
        if (card is null)
        {
            violations.Add("scorecard", "is required.");
        }
    }

    public static void RequireEtagGiven(string etag, FieldViolations violations)
    {
        if (etag.Length == 0)
        {
            violations.Add("etag", "is required: the one of the scorecard that you read.");
        }
    }

    public static void RequireEtag(Scorecard card, string etag)
    {
        if (etag != InterviewReply.EtagOf(card.Version))
        {
            throw RequestException.EtagMismatch(ResourceNames.Scorecard(card.InterviewId, card.Id));
        }
    }

    public static void RequireState(Scorecard card, string verb, params ReadOnlySpan<ScorecardState> states)
    {
        if (!states.Contains(card.State))
        {
            throw RequestException.Precondition(
                ErrorReason.WrongScorecardState,
                ResourceNames.Scorecard(card.InterviewId, card.Id),
                $"The scorecard is {card.State.ToString().ToLowerInvariant()}; it can't be {verb}.");
        }
    }

    /// <summary>Refuses an interview that is closed, and an interviewer who is not on its panel.</summary>
    public static void RequireAccepting(Interview interview, string interviewerId)
    {
        string name = ResourceNames.Interview(interview.Id);
        if (interview.State == InterviewState.Closed)
        {
            throw RequestException.Precondition(ErrorReason.InterviewClosed, name, "The interview is closed.");
        }

        RequireOnPanel(interview, interviewerId);
    }

    /// <summary>Refuses an interviewer who is not on the panel.</summary>
    public static void RequireOnPanel(Interview interview, string interviewerId)
    {
        if (interview.Panel.All(member => member.InterviewerId != interviewerId))
        {
            throw RequestException.Precondition(
                ErrorReason.NotOnPanel, ResourceNames.Interview(interview.Id), $"'{interviewerId}' is not on the panel. Assign them first.");
        }
    }

    /// <summary>Refuses to record anything more of a candidate who was erased.</summary>
    public static void RequireNotErased(Interview interview)
    {
        if (interview.ErasedAt is not null)
        {
            throw RequestException.Precondition(
                ErrorReason.CandidateErased, ResourceNames.Interview(interview.Id), "The candidate was erased.");
        }
    }
}
