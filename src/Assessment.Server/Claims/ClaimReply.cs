using Assessment.Server.Names;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Server.Claims;

/// <summary>A stored claim as the contract shows it.</summary>
internal static class ClaimReply
{
    public static Claim Of(Storage.Claim claim)
    {
        var reply = Claim.Parser.ParseJson(claim.Facts);
        reply.Name = ResourceNames.Claim(claim.InterviewId, claim.Id);
        (reply.InterviewerId, reply.System) = (claim.InterviewerId, claim.System);
        (reply.Revision, reply.RecordedAt) = (claim.Revision, claim.RecordedAt.ToTimestamp());
        return reply;
    }
}
