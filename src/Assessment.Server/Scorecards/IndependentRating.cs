using Assessment.Server.Access;
using Assessment.Server.Errors;
using Assessment.Storage;
using Assessment.V1;
using Interview = Assessment.Storage.Interview;
using Scorecard = Assessment.Storage.Scorecard;

namespace Assessment.Server.Scorecards;

/// <summary>How much of an interview's ratings a caller sees.</summary>
internal enum Sight
{
    /// <summary>Those that they gave themselves.</summary>
    Own,

    /// <summary>Those that were submitted, whoever gave them; and drafts of their own.</summary>
    Submitted,

    /// <summary>Drafts of others too.</summary>
    Everything,
}

/// <summary>
/// Keeps ratings independent of each other: an interviewer sees others' ratings of a candidate only after giving all of their own, and a
/// committee only once all are in or the interview is closed.
/// </summary>
internal sealed class IndependentRating(InterviewStore interviews)
{
    /// <summary>What a caller sees of an interview now. Of several roles, the one that sees most counts.</summary>
    public async Task<Sight> OfAsync(Caller caller, Interview interview, CancellationToken cancellation)
    {
        if (caller.IsAny(Roles.Tool))
        {
            return Sight.Everything;
        }

        bool sees = (caller.IsAny(Roles.Committee) && await AreAllInAsync(caller.Tenant, interview, cancellation))
            || (caller.IsAny(Roles.Interviewer) && await HasGivenOwnAsync(caller, interview, cancellation));
        return sees ? Sight.Submitted : Sight.Own;
    }

    /// <summary>Refuses a caller who may not see what all cards of an interview say together.</summary>
    public async Task RequireSubmittedAsync(Caller caller, Interview interview, CancellationToken cancellation)
    {
        RequireOnPanel(caller, interview);
        if (await OfAsync(caller, interview, cancellation) == Sight.Own)
        {
            throw Sealed();
        }
    }

    /// <summary>Refuses an interviewer who is not on the panel.</summary>
    public static void RequireOnPanel(Caller caller, Interview interview)
    {
        if (!caller.IsAny(Roles.Tool | Roles.Committee | Roles.Admin) && interview.Panel.All(member => member.InterviewerId != caller.Subject))
        {
            throw RequestException.Denied(ErrorReason.NotYours, "An interviewer sees interviews whose panel they are on.");
        }
    }

    /// <summary>Whether a caller who sees so much of an interview sees one of its cards.</summary>
    public static bool Sees(Caller caller, Sight sight, Scorecard card) => sight switch
    {
        Sight.Everything => true,
        Sight.Submitted when card.State != ScorecardState.Draft => true,
        _ => IsOwn(caller, card.InterviewerId),
    };

    /// <summary>Whether something is an interviewer's own.</summary>
    public static bool IsOwn(Caller caller, string interviewerId) => caller.IsAny(Roles.Interviewer) && interviewerId == caller.Subject;

    /// <summary>Why others' ratings are not shown.</summary>
    public static RequestException Sealed() => RequestException.Denied(
        ErrorReason.RatingsSealed,
        "Others' ratings of this candidate are sealed: for an interviewer until all of their own are submitted, for a committee until every "
        + "member of the panel has submitted or the interview is closed.");

    private async Task<bool> AreAllInAsync(string tenant, Interview interview, CancellationToken cancellation) =>
        interview.State == InterviewState.Closed
        || (await interviews.ListOutstandingAsync(tenant, interview.Id, interviewerId: null, after: null, take: 1, cancellation)).Count == 0;

    private async Task<bool> HasGivenOwnAsync(Caller caller, Interview interview, CancellationToken cancellation)
    {
        var theirs = await interviews.ListAssignmentsAsync(caller.Tenant, interview.CandidateId, caller.Subject, cancellation);
        return theirs.Any(one => one.InterviewId == interview.Id && one.IsSubmitted)
            && theirs.All(one => one.IsSubmitted || one.State == InterviewState.Closed);
    }
}
