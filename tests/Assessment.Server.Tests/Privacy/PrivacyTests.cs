using Assessment.Server.Tests.Support;
using Assessment.V1;

namespace Assessment.Server.Tests.Privacy;

public sealed class PrivacyTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task CreateAccessPacket_HoldsEveryRevisionAndNobodyElsesId()
    {
        string ann = Api.NewId("ann"), ben = Api.NewId("ben"), tool = Api.NewId("tool");
        var interview = await _api.CreateAsync(ann, ben);
        var card = Cards.Small(ann);
        card.SubmitterId = tool;
        card.Note = $"{ann} asked what {ben} had asked; {ann}x is somebody else.";
        var submitted = await _api.SubmitAsync(interview, card);
        var amended = submitted.Clone();
        amended.Note = "Corrected.";
        await _api.Scorecards.AmendScorecardAsync(
            new AmendScorecardRequest { Name = submitted.Name, Scorecard = amended, Etag = submitted.Etag, Reason = $"{ben} saw a slip." });
        await _api.SubmitAsync(interview, Cards.Small(ben));

        var packet = await _api.Privacy.CreateAccessPacketAsync(new CreateAccessPacketRequest { CandidateId = interview.CandidateId });
        Assert.Equal(interview.CandidateId, packet.CandidateId);
        var accessed = Assert.Single(packet.Interviews);
        Assert.Equal(interview.Name, accessed.Interview.Name);
        Assert.Equal(["person-1", "person-2"], accessed.Interview.Panel.Select(member => member.InterviewerId));
        Assert.Equal([1, 2, 1], accessed.Scorecards.Select(c => c.Revision));
        Assert.Equal(["person-1", "person-1", "person-2"], accessed.Scorecards.Select(c => c.InterviewerId));
        Assert.Equal($"person-1 asked what person-2 had asked; {ann}x is somebody else.", accessed.Scorecards[0].Note);
        Assert.Equal("person-2 saw a slip.", accessed.Scorecards[1].Reason);
        Assert.Equal(card.Ratings.Select(r => r.Evidence), accessed.Scorecards[0].Ratings.Select(r => r.Evidence));
        string text = packet.ToString();
        Assert.DoesNotContain($"\"{ann}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ben, text, StringComparison.Ordinal);
        Assert.DoesNotContain(tool, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EraseCandidate_TakesThePersonEverywhere()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var card = Cards.Small("ann");
        card.Note = "Canary in a note.";
        var submitted = await _api.SubmitAsync(interview, card);
        string requestId = Api.NewRequestId();
        var drafted = new SubmitScorecardRequest { Parent = interview.Name, Scorecard = Cards.Small("ben"), RequestId = requestId };
        await _api.Scorecards.SubmitScorecardAsync(drafted);
        var before = await _api.AssessAsync(interview);

        var erased = await _api.Privacy.EraseCandidateAsync(new EraseCandidateRequest { CandidateId = interview.CandidateId });
        Assert.Equal((1, 2, 0), (erased.Interviews, erased.Scorecards, erased.Drafts));
        Assert.True(erased.StoredAnswers >= 1);

        var left = await _api.Interviews.GetInterviewAsync(new GetInterviewRequest { Name = interview.Name });
        Assert.Equal((erased.Pseudonym, Interview.Types.State.Closed), (left.CandidateId, left.State));
        var kept = await _api.GetAsync(submitted);
        Assert.Equal("", kept.Note);
        Assert.All(kept.Ratings, rating => Assert.Equal("", rating.Evidence));
        Assert.Equal(submitted.Ratings.Select(r => (r.Criterion, r.Level)), kept.Ratings.Select(r => (r.Criterion, r.Level)));
        Assert.Equal(submitted.Score, kept.Score);
        Assert.Equal(before.CompositeHundredths, (await _api.AssessAsync(interview)).CompositeHundredths);
        Assert.Empty((await _api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { CandidateId = interview.CandidateId })).Interviews);
        await _api.Privacy.EraseCandidateAsync(new EraseCandidateRequest { CandidateId = interview.CandidateId }).NotFoundAsync();
        await _api.Privacy.CreateAccessPacketAsync(new CreateAccessPacketRequest { CandidateId = interview.CandidateId }).NotFoundAsync();
        await _api.Scorecards.SubmitScorecardAsync(drafted).PreconditionAsync("INTERVIEW_CLOSED", interview.Name); // The stored answer is gone.
        var revived = Api.NewInterview(Api.Member("ann"));
        revived.CandidateId = erased.Pseudonym;
        await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = revived }).InvalidAsync("interview.candidate_id");
        var audit = await _api.Audit.VerifyAuditAsync(new VerifyAuditRequest());
        Assert.Empty(audit.Breaks);
        Assert.True(audit.Erased >= 3);
    }

    [Fact]
    public async Task Candidate_WithoutAnId_IsRefused()
    {
        await _api.Privacy.EraseCandidateAsync(new EraseCandidateRequest()).InvalidAsync("candidate_id");
        await _api.Privacy.CreateAccessPacketAsync(new CreateAccessPacketRequest { CandidateId = "a\u0001b" }).InvalidAsync("candidate_id");
    }
}
