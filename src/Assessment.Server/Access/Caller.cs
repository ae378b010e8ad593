using Assessment.Server.Errors;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Access;

/// <summary>Who calls, as their token says.</summary>
/// <param name="Tenant">Whose data they see. There is no other way to name one.</param>
/// <param name="Subject">Their id: an interviewer's own cards are those with this interviewer id.</param>
/// <param name="Roles">What they are to the tenant; at least one.</param>
internal sealed record Caller(string Tenant, string Subject, Roles Roles)
{
    /// <summary>Whether they have one of some roles.</summary>
    public bool IsAny(Roles roles) => (Roles & roles) != Roles.None;

    /// <summary>Refuses an interviewer who acts for somebody else. A tool may.</summary>
    /// <param name="interviewerId">Whom the call is about; empty refuses nothing.</param>
    public void RequireMayActFor(string interviewerId) => RequireOwn(interviewerId, Roles.Tool);

    /// <summary>Refuses a caller who asks about another interviewer, unless they have one of the roles that may.</summary>
    /// <param name="interviewerId">Whom the call is about; empty refuses nothing.</param>
    /// <param name="anyone">The roles that may ask about anyone.</param>
    public void RequireOwn(string interviewerId, Roles anyone)
    {
        if (interviewerId.Length > 0 && interviewerId != Subject && !IsAny(anyone))
        {
            throw RequestException.Denied(ErrorReason.NotYours, "An interviewer acts for themselves alone: the token's subject is another id.");
        }
    }
}

/// <summary>The caller of a call.</summary>
internal static class CallerOfCall
{
    extension(ServerCallContext context)
    {
        /// <summary>Who calls. Every call that reaches a service has one.</summary>
        public Caller Caller => context.GetHttpContext().Features.Get<Caller>()
            ?? throw new InvalidOperationException("The call reached its service without a caller.");
    }
}
