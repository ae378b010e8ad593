using System.Globalization;
using Assessment.Server.Names;
using Assessment.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Server.Interviews;

/// <summary>Interviews as the contract shows them.</summary>
internal static class InterviewReply
{
    public static V1.Interview Of(Interview interview) => new()
    {
        Name = ResourceNames.Interview(interview.Id),
        CandidateId = interview.CandidateId,
        ApplicationId = interview.ApplicationId,
        Step = interview.Step,
        RoleProfile = ResourceNames.RoleProfile(interview.Role, interview.Level),
        RoleProfileVersion = interview.ProfilesVersion,
        QuestionBanks = { interview.Banks.Select(bank => ResourceNames.QuestionBank(bank.BankId, bank.Version)) },
        OpenRoles = { interview.OpenRoles.Select(role => $"roleProfiles/{role.Replace("/", "/levels/", StringComparison.Ordinal)}") },
        Panel = { interview.Panel.Select(member => new V1.PanelMember { InterviewerId = member.InterviewerId, Focus = { member.Focus } }) },
        State = (V1.Interview.Types.State)interview.State,
        CreatedAt = interview.CreatedAt.ToTimestamp(),
        ClosedAt = interview.ClosedAt?.ToTimestamp(),
        Etag = EtagOf(interview.Version),
    };

    public static string EtagOf(long version) => version.ToString(CultureInfo.InvariantCulture);
}
