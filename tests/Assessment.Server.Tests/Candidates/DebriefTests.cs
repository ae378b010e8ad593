using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf;

namespace Assessment.Server.Tests.Candidates;

public sealed class DebriefTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task Debrief_AfterTheFirstLayer_ShiftsBesideItAndLeavesItByteIdentical()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var first = await _api.SubmitAsync(interview, Cards.Whole("ann", 2));
        await _api.SubmitAsync(interview, Cards.Whole("ben", 4));
        var before = await _api.AssessAsync(interview);
        Assert.Null(before.Debrief);

        var debrief = await _api.SubmitAsync(interview, Debrief("ann", 4));
        Assert.Equal(Layer.Debrief, debrief.Layer);
        var after = await _api.AssessAsync(interview);
        Assert.Equal(first.ToByteString(), (await _api.GetAsync(first)).ToByteString());
        Assert.Equal((5000, 7500, 2500), (after.CompositeHundredths, after.Debrief.CompositeHundredths, after.Debrief.ShiftHundredths));
        Assert.Equal([debrief.Name], after.Debrief.Scorecards);
        Assert.Equal(18, after.Debrief.Shifts.Count);
        Assert.All(after.Debrief.Shifts, shift => Assert.Equal((5000, 7500), (shift.FirstHundredths, shift.DebriefHundredths)));
        Assert.Equal(Verdict.Hire, after.Debrief.Verdict);

        var rest = after.Clone();
        rest.Debrief = null;
        Assert.Equal(before, rest); // the debrief stands beside the first layer; nothing else moved
    }

    [Fact]
    public async Task Debrief_WithoutOwnFirstLayerCard_IsRefused()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        await _api.SubmitAsync(interview, Cards.Small("ann"));
        await Submit(interview, Debrief("ben", 3)).PreconditionAsync("FIRST_LAYER_MISSING", interview.Name);
        var draft = await _api.Scorecards.SaveDraftAsync(new SaveDraftRequest { Parent = interview.Name, Scorecard = Debrief("ben", 3) });
        await _api.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { Name = draft.Name, Etag = draft.Etag })
            .PreconditionAsync("FIRST_LAYER_MISSING", interview.Name);
        await _api.SubmitAsync(interview, Cards.Small("ben"));
        var submitted = await _api.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { Name = draft.Name, Etag = draft.Etag });
        Assert.Equal((Layer.Debrief, Scorecard.Types.State.Submitted), (submitted.Layer, submitted.State));
    }

    [Fact]
    public async Task FirstLayer_OnceADebriefCardCounts_IsSealedUntilThatIsWithdrawn()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var first = await _api.SubmitAsync(interview, Cards.Small("ann"));
        var debrief = await _api.SubmitAsync(interview, Debrief("ann", 4));
        await Amend(first, Cards.Small("ann", 5)).PreconditionAsync("LAYER_SEALED", first.Name);
        await Withdraw(first).PreconditionAsync("LAYER_SEALED", first.Name);
        await Submit(interview, Cards.Small("ben")).PreconditionAsync("LAYER_SEALED", interview.Name); // a first rating after the discussion is none

        var amended = await Amend(debrief, Debrief("ann", 5));
        Assert.Equal((2, Layer.Debrief), (amended.Revision, amended.Layer));
        await Withdraw(amended);
        Assert.Equal(2, (await Amend(first, Cards.Small("ann", 5))).Revision);
    }

    [Fact]
    public async Task AmendScorecard_OtherLayer_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        var first = await _api.SubmitAsync(interview, Cards.Small("ann"));
        await Amend(first, Debrief("ann", 3)).InvalidAsync("scorecard.layer");
    }

    private static Scorecard Debrief(string interviewer, int level)
    {
        var card = Cards.Whole(interviewer, level);
        card.Layer = Layer.Debrief;
        return card;
    }

    private Grpc.Core.AsyncUnaryCall<Scorecard> Submit(Interview interview, Scorecard card) =>
        _api.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = interview.Name, Scorecard = card });

    private Grpc.Core.AsyncUnaryCall<Scorecard> Amend(Scorecard card, Scorecard content) => _api.Scorecards.AmendScorecardAsync(
        new AmendScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "Second thoughts.", Scorecard = content });

    private Grpc.Core.AsyncUnaryCall<Scorecard> Withdraw(Scorecard card) =>
        _api.Scorecards.WithdrawScorecardAsync(new WithdrawScorecardRequest { Name = card.Name, Etag = card.Etag, Reason = "Wrong person." });
}
