using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Scorecards;

public sealed class AmendAndWithdrawTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task AmendScorecard_Valid_AddsARevisionAndKeepsTheOldOnes()
    {
        var interview = await _api.CreateAsync("ann");
        var first = await _api.SubmitAsync(interview, Cards.Small("ann", 2));
        var second = await AmendAsync(first, Cards.Small("ann", 3), "A typo.");
        var third = await AmendAsync(second, Cards.Random("ann", new Random(8)), "Another one.");
        Assert.Equal((2, 3), (second.Revision, third.Revision));
        Assert.Equal((Scorecard.Types.State.Amended, "Another one."), (third.State, third.Reason));
        Assert.Equal(third, await _api.GetAsync(first));
        Assert.Equal(third, await _api.GetAsync(first, 3));
        foreach (var (revision, old) in new[] { (1, first), (2, second) })
        {
            var read = await _api.GetAsync(first, revision);
            Assert.Equal(
                (revision, old.Ratings, old.Score, old.Reason, old.Note, old.RevisedAt),
                (read.Revision, read.Ratings, read.Score, read.Reason, read.Note, read.RevisedAt));
            Assert.Equal((third.State, third.Etag), (read.State, read.Etag));
        }

        await _api.Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = first.Name, Revision = 4 }).NotFoundAsync();
        await _api.Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = first.Name, Revision = -1 }).InvalidAsync("revision");
        Assert.Equal([third], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task AmendScorecard_ManyViolations_ListsThemAllAndChangesNothing()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var card = await _api.SubmitAsync(interview, Cards.Small("ann"));
        await _api.Scorecards.AmendScorecardAsync(new AmendScorecardRequest
        {
            Name = card.Name,
            Scorecard = Cards.Of("ben", Cards.Rated("P1.decision", 0)),
            RequestId = "no",
        }).InvalidAsync("request_id", "reason", "etag", "scorecard.ratings[0].level", "scorecard.interviewer_id");
        await _api.Scorecards.AmendScorecardAsync(new AmendScorecardRequest { Name = card.Name, Reason = new string('r', 1_001) })
            .InvalidAsync("reason", "etag", "scorecard", "scorecard.interviewer_id", "scorecard.ratings");
        await _api.Scorecards.AmendScorecardAsync(new AmendScorecardRequest()).InvalidAsync("name", "reason", "etag", "scorecard");
        await _api.Scorecards.AmendScorecardAsync(
            new AmendScorecardRequest { Name = card.Name, Reason = " \t", Etag = card.Etag, Scorecard = Cards.Small("ann") }).InvalidAsync("reason");
        Assert.Equal(card, await _api.GetAsync(card));
    }

    [Fact]
    public async Task AmendScorecard_StaleEtag_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        var first = await _api.SubmitAsync(interview, Cards.Small("ann", 2));
        var second = await AmendAsync(first, Cards.Small("ann", 3), "A typo.");
        await _api.Scorecards.AmendScorecardAsync(
            new AmendScorecardRequest { Name = first.Name, Scorecard = Cards.Small("ann", 4), Reason = "Again.", Etag = first.Etag }).StaleAsync();
        Assert.Equal(second, await _api.GetAsync(first));
    }

    [Fact]
    public async Task AmendScorecard_SixteenAtOnceWithOneEtag_OneWins()
    {
        var interview = await _api.CreateAsync("ann");
        var first = await _api.SubmitAsync(interview, Cards.Small("ann", 2));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async i =>
        {
            try
            {
                return await AmendAsync(first, Cards.Small("ann", 3), $"Attempt {i}.");
            }
            catch (RpcException exception)
            {
                exception.AssertRefusal(StatusCode.Aborted, "ETAG_MISMATCH");
                return null;
            }
        }));
        Assert.Equal(Assert.Single(outcomes.OfType<Scorecard>()), await _api.GetAsync(first));
    }

    [Fact]
    public async Task AmendScorecard_DraftOrWithdrawn_IsRefused()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var draft = await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Cards.Small("ann") });
        await AmendCall(draft, Cards.Small("ann"), "Why not.").PreconditionAsync("WRONG_SCORECARD_STATE", draft.Name);
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = draft.Name, Etag = draft.Etag, Reason = "Why not." })
            .PreconditionAsync("WRONG_SCORECARD_STATE", draft.Name);
        var card = await _api.SubmitAsync(interview, Cards.Small("ben"));
        var withdrawn = await WithdrawAsync(card, "Mixed up.");
        await AmendCall(withdrawn, Cards.Small("ben"), "Why not.").PreconditionAsync("WRONG_SCORECARD_STATE", card.Name);
    }

    [Fact]
    public async Task AmendScorecard_ClosedInterview_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        var card = await _api.SubmitAsync(interview, Cards.Small("ann"));
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name });
        await AmendCall(card, Cards.Small("ann", 4), "Late.").PreconditionAsync("INTERVIEW_CLOSED", interview.Name);
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "Late." })
            .PreconditionAsync("INTERVIEW_CLOSED", interview.Name);
        Assert.Equal(card, await _api.GetAsync(card));
    }

    [Fact]
    public async Task AmendScorecard_UnknownCard_IsNotFound()
    {
        var interview = await _api.CreateAsync("ann");
        var card = new Scorecard { Name = $"{interview.Name}/scorecards/{Guid.NewGuid()}", Etag = "1" };
        await AmendCall(card, Cards.Small("ann"), "Why not.").NotFoundAsync();
        var other = await _api.CreateAsync("ann");
        var real = await _api.SubmitAsync(other, Cards.Small("ann"));
        card.Name = real.Name.Replace(other.Name, interview.Name, StringComparison.Ordinal);
        await AmendCall(card, Cards.Small("ann"), "Why not.").NotFoundAsync();
        await _api.Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = card.Name }).NotFoundAsync();
    }

    [Fact]
    public async Task AmendScorecard_SameRequestId_AmendsOnce()
    {
        var interview = await _api.CreateAsync("ann");
        var card = await _api.SubmitAsync(interview, Cards.Small("ann", 2));
        var request = new AmendScorecardRequest
        {
            Name = card.Name,
            Scorecard = Cards.Small("ann", 4),
            Reason = "A typo.",
            Etag = card.Etag,
            RequestId = Api.NewRequestId(),
        };
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => await _api.Scorecards.AmendScorecardAsync(request)));
        Assert.Equal(2, Assert.Single(answers.Distinct()).Revision);
        request.Reason = "Other.";
        await _api.Scorecards.AmendScorecardAsync(request).RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED");
    }

    [Fact]
    public async Task WithdrawScorecard_Submitted_CountsForNothingAndCanBeSubmittedAnew()
    {
        var interview = await _api.CreateAsync("ann");
        var card = await _api.SubmitAsync(interview, Cards.Small("ann", 2));
        var request = new WithdrawScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "Wrong candidate.", RequestId = Api.NewRequestId() };
        var withdrawn = await _api.Scorecards.WithdrawScorecardAsync(request);
        Assert.Equal((Scorecard.Types.State.Withdrawn, "Wrong candidate."), (withdrawn.State, withdrawn.Reason));
        Assert.Equal(withdrawn, await _api.Scorecards.WithdrawScorecardAsync(request));
        Assert.Equal(withdrawn, await _api.GetAsync(card));
        Assert.Equal(card.Score, (await _api.GetAsync(card, 1)).Score);
        Assert.Empty((await _api.AssessAsync(interview)).Scorecards);
        var anew = await _api.SubmitAsync(interview, Cards.Small("ann", 4));
        Assert.NotEqual(card.Name, anew.Name);
        Assert.Equal([withdrawn, anew], await _api.ListAsync(interview));
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = card.Name, Etag = withdrawn.Etag, Reason = "Twice." })
            .PreconditionAsync("WRONG_SCORECARD_STATE", card.Name);
    }

    [Fact]
    public async Task WithdrawScorecard_BadFields_AreAllNamed()
    {
        var interview = await _api.CreateAsync("ann");
        var card = await _api.SubmitAsync(interview, Cards.Small("ann"));
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = "x", RequestId = "y", Reason = "a\u0000" })
            .InvalidAsync("name", "request_id", "reason", "etag");
        await _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = card.Name, Reason = "Why not.", Etag = "9" }).StaleAsync();
        Assert.Equal(card, await _api.GetAsync(card));
    }

    private AsyncUnaryCall<Scorecard> AmendCall(Scorecard card, Scorecard content, string reason) => _api.Scorecards.AmendScorecardAsync(
        new AmendScorecardRequest { Name = card.Name, Scorecard = content, Reason = reason, Etag = card.Etag });

    private async Task<Scorecard> AmendAsync(Scorecard card, Scorecard content, string reason) => await AmendCall(card, content, reason);

    private async Task<Scorecard> WithdrawAsync(Scorecard card, string reason) => await _api.Scorecards.WithdrawScorecardAsync(
        new WithdrawScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = reason });
}
