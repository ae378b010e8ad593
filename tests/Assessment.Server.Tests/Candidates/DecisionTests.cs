using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;
using Outcome = Assessment.V1.Decision.Types.Outcome;
using ReasonCode = Assessment.V1.Decision.Types.ReasonCode;

namespace Assessment.Server.Tests.Candidates;

public sealed class DecisionTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task RecordDecision_FollowingAndDeparting_IsKeptWithTheAdviceOfThatMoment()
    {
        var interview = await HiredAsync();
        var followed = await Record(interview, Of(Outcome.Hire));
        Assert.Equal((Verdict.Hire, false, "chair"), (followed.Verdict, followed.Diverges, followed.DecidedBy));
        var departed = await Record(interview, Of(Outcome.Decline, ReasonCode.BusinessNeed, "The opening was closed meanwhile."));
        Assert.Equal((Verdict.Hire, true), (departed.Verdict, departed.Diverges));
        var later = await Record(interview, Of(Outcome.Continue, ReasonCode.WeakEvidence));
        Assert.False(later.Diverges);

        var listed = await _api.Candidates.ListDecisionsAsync(new ListDecisionsRequest { Parent = interview.Name });
        Assert.Equal([followed, departed, later], listed.Decisions);
        Assert.Equal(later, (await _api.AssessAsync(interview)).Decision);
    }

    [Fact]
    public async Task RecordDecision_DepartingWithoutSayingWhy_NamesTheFields()
    {
        var interview = await HiredAsync();
        await Record(interview, Of(Outcome.Decline)).InvalidAsync("decision.reason_code", "decision.reason");
        await Record(interview, Of(Outcome.Hire, ReasonCode.Other, "short")).InvalidAsync("decision.reason");
        await Record(interview, Of(Outcome.Redirect, ReasonCode.Other, "Better as an analyst.")).InvalidAsync("decision.redirected_to");
        var unopened = Of(Outcome.Redirect, ReasonCode.Other, "Better as an analyst.");
        unopened.RedirectedTo = "roleProfiles/data_analyst/levels/senior";
        await Record(interview, unopened).InvalidAsync("decision.redirected_to");
        await Record(interview, new Decision()).InvalidAsync("decision.decided_by", "decision.outcome", "decision.reason_code");
        await Record(interview, null).InvalidAsync("decision");
        Assert.Empty((await _api.Candidates.ListDecisionsAsync(new ListDecisionsRequest { Parent = interview.Name })).Decisions);
    }

    [Fact]
    public async Task RecordDecision_RedirectToAnOpenRole_IsKept()
    {
        var wanted = Api.NewInterview(Api.Member("ann"));
        wanted.OpenRoles.Add("roleProfiles/data_analyst/levels/senior");
        var interview = await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = wanted });
        await _api.SubmitAsync(interview, Cards.Whole("ann", 4));
        var decision = Of(Outcome.Redirect, ReasonCode.BusinessNeed, "Analysts are needed more.");
        decision.RedirectedTo = wanted.OpenRoles[0];
        var kept = await Record(interview, decision);
        Assert.Equal((wanted.OpenRoles[0], true), (kept.RedirectedTo, kept.Diverges));
    }

    [Fact]
    public async Task RecordDecision_SameRequestId_IsOneDecision()
    {
        var interview = await HiredAsync();
        var request = new RecordDecisionRequest { Parent = interview.Name, Decision = Of(Outcome.Hire), RequestId = Api.NewRequestId() };
        var first = await _api.Candidates.RecordDecisionAsync(request);
        Assert.Equal(first, await _api.Candidates.RecordDecisionAsync(request));
        request.Decision.DecidedBy = "somebody else";
        await _api.Candidates.RecordDecisionAsync(request).RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED");
        Assert.Single((await _api.Candidates.ListDecisionsAsync(new ListDecisionsRequest { Parent = interview.Name })).Decisions);
    }

    [Fact]
    public async Task EraseCandidate_TakesTheReasonAndRefusesAnother()
    {
        var interview = await HiredAsync();
        await Record(interview, Of(Outcome.Decline, ReasonCode.BusinessNeed, "Canary of a reason."));
        await _api.Privacy.EraseCandidateAsync(new EraseCandidateRequest { CandidateId = interview.CandidateId });
        var kept = Assert.Single((await _api.Candidates.ListDecisionsAsync(new ListDecisionsRequest { Parent = interview.Name })).Decisions);
        Assert.Equal(("", Outcome.Decline), (kept.Reason, kept.Outcome));
        await Record(interview, Of(Outcome.Hire)).PreconditionAsync("CANDIDATE_ERASED", interview.Name);
    }

    [Fact]
    public async Task Decisions_UnknownInterview_IsNotFound()
    {
        string parent = $"interviews/{Guid.NewGuid()}";
        await _api.Candidates.ListDecisionsAsync(new ListDecisionsRequest { Parent = parent }).NotFoundAsync();
        await _api.Candidates.RecordDecisionAsync(new RecordDecisionRequest { Parent = parent, Decision = Of(Outcome.Hire) }).NotFoundAsync();
    }

    private static Decision Of(Outcome outcome, ReasonCode code = ReasonCode.FollowsVerdict, string reason = "") =>
        new() { DecidedBy = "chair", Outcome = outcome, ReasonCode = code, Reason = reason };

    private async Task<Interview> HiredAsync()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.SubmitAsync(interview, Cards.Whole("ann", 5));
        Assert.Equal(Verdict.Hire, (await _api.AssessAsync(interview)).Verdict);
        return interview;
    }

    private AsyncUnaryCall<Decision> Record(Interview interview, Decision? decision) =>
        _api.Candidates.RecordDecisionAsync(new RecordDecisionRequest { Parent = interview.Name, Decision = decision });
}
