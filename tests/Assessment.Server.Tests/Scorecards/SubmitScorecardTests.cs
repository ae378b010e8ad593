using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Assessment.Server.Tests.Scorecards;

public sealed class SubmitScorecardTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    public static TheoryData<string, Scorecard, string[]> Invalid { get; } = new()
    {
        { "empty", Cards.Of("ann"), ["scorecard.ratings"] },
        { "oneof unset", Cards.Of("ann", new Rating { Criterion = "P1.decision" }), ["scorecard.ratings[0]"] },
        { "level 0", Cards.Of("ann", Cards.Rated("P1.decision", 0)), ["scorecard.ratings[0].level"] },
        { "level 6", Cards.Of("ann", Cards.Rated("P1.decision", 6)), ["scorecard.ratings[0].level"] },
        { "level -1", Cards.Of("ann", Cards.Rated("P1.decision", -1)), ["scorecard.ratings[0].level"] },
        { "level min", Cards.Of("ann", Cards.Rated("P1.decision", int.MinValue)), ["scorecard.ratings[0].level"] },
        { "level max", Cards.Of("ann", Cards.Rated("P1.decision", int.MaxValue)), ["scorecard.ratings[0].level"] },
        { "reason unspecified", Cards.Of("ann", Cards.Unseen("P1.decision", NotObservedReason.Unspecified)), ["scorecard.ratings[0].not_observed_reason"] },
        { "reason unknown", Cards.Of("ann", Cards.Unseen("P1.decision", (NotObservedReason)99)), ["scorecard.ratings[0].not_observed_reason"] },
        { "no evidence at 1", Cards.Of("ann", Cards.Rated("P1.decision", 1, "")), ["scorecard.ratings[0].evidence"] },
        { "blank evidence at 5", Cards.Of("ann", Cards.Rated("P1.decision", 5, " \n\t ")), ["scorecard.ratings[0].evidence"] },
        { "twice", Cards.Of("ann", Cards.Rated("P1.decision", 3), Cards.Rated("D1.grain", 3), Cards.Rated("P1.decision", 3)), ["scorecard.ratings[2].criterion"] },
        { "unknown criterion", Cards.Of("ann", Cards.Rated("P1.nothing", 3)), ["scorecard.ratings[0].criterion"] },
        { "other case", Cards.Of("ann", Cards.Rated("p1.DECISION", 3)), ["scorecard.ratings[0].criterion"] },
        { "no criterion", Cards.Of("ann", Cards.Rated("", 3)), ["scorecard.ratings[0].criterion"] },
        { "long evidence", Cards.Of("ann", Cards.Rated("P1.decision", 3, new string('e', 4_001))), ["scorecard.ratings[0].evidence"] },
        { "control in evidence", Cards.Of("ann", Cards.Rated("P1.decision", 3, "a\u0000b")), ["scorecard.ratings[0].evidence"] },
        { "long note", With(Cards.Small("ann"), c => c.Note = new string('n', 8_001)), ["scorecard.note"] },
        { "unknown flag", With(Cards.Small("ann"), c => c.RaisedFlags.Add(Cards.Flag("P1.flag-none"))), ["scorecard.raised_flags[0].red_flag"] },
        {
            "flag twice",
            With(Cards.Small("ann"), c => c.RaisedFlags.Add([Cards.Flag("P1.flag-no-actor"), Cards.Flag("P1.flag-no-actor")])),
            ["scorecard.raised_flags[1].red_flag"]
        },
        {
            "long flag evidence",
            With(Cards.Small("ann"), c => c.RaisedFlags.Add(Cards.Flag("P1.flag-no-actor", new string('e', 4_001)))),
            ["scorecard.raised_flags[0].evidence"]
        },
        { "other candidate", With(Cards.Small("ann"), c => c.CandidateId = "someone else"), ["scorecard.candidate_id"] },
        { "unknown layer", With(Cards.Small("ann"), c => c.Layer = (Layer)7), ["scorecard.layer"] },
        { "no interviewer", Cards.Small(""), ["scorecard.interviewer_id"] },
        { "hostile interviewer", Cards.Small("a\u202eb"), ["scorecard.interviewer_id"] },
        { "hostile submitter", With(Cards.Small("ann"), c => c.SubmitterId = "a\nb"), ["scorecard.submitter_id"] },
        { "nanos below 0", At(0, -1), ["scorecard.interviewed_at"] },
        { "nanos over a second", At(0, 1_000_000_000), ["scorecard.interviewed_at"] },
        { "year 1", At(-62_135_596_800, 0), ["scorecard.interviewed_at"] },
        { "long before year 1", At(long.MinValue, 0), ["scorecard.interviewed_at"] },
        { "future", At(4_102_444_800, 0), ["scorecard.interviewed_at"] },
        { "end of time", At(long.MaxValue, 999_999_999), ["scorecard.interviewed_at"] },
        {
            "everything at once",
            new Scorecard
            {
                InterviewerId = "a\u0000",
                SubmitterId = new string('s', 200),
                InterviewedAt = new Timestamp { Seconds = -62_135_596_800 },
                Ratings =
                {
                    Cards.Rated("P1.decision", 9), Cards.Rated("none", 3), new Rating { Criterion = "P1.target" },
                    Cards.Rated("D1.grain", 5, ""), Cards.Rated("D1.grain", 3), Cards.Unseen("D1.history", NotObservedReason.Unspecified),
                },
                RaisedFlags = { Cards.Flag("none"), Cards.Flag("P1.flag-no-actor"), Cards.Flag("P1.flag-no-actor", "\u0001") },
                Note = "\u0007",
                CandidateId = "nobody",
                Layer = (Layer)7,
            },
            [
                "scorecard.interviewer_id", "scorecard.submitter_id", "scorecard.candidate_id", "scorecard.layer", "scorecard.ratings[2]",
                "scorecard.ratings[5].not_observed_reason", "scorecard.raised_flags[2].evidence", "scorecard.ratings[0].level",
                "scorecard.ratings[1].criterion", "scorecard.ratings[3].evidence", "scorecard.ratings[4].criterion",
                "scorecard.raised_flags[0].red_flag", "scorecard.raised_flags[2].red_flag", "scorecard.interviewed_at", "scorecard.note",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task SubmitScorecard_Invalid_NamesEveryFieldAndStoresNothing(string what, Scorecard card, string[] fields)
    {
        Assert.NotEmpty(what);
        var interview = await _api.CreateAsync("ann");
        var status = await _api.Scorecards.SubmitScorecardAsync(RequestOf(interview, card)).InvalidAsync(fields);
        await _api.AssertNothingStoredAsync(interview);

        var preview = await _api.Scorecards.PreviewScorecardAsync(new PreviewScorecardRequest { Parent = interview.Name, Scorecard = card });
        Assert.Equal(
            status.Violations().Select(v => (v.Field, v.Description)),
            preview.Violations.Select(v => ($"scorecard.{v.Field}", v.Description)));
        Assert.Null(preview.Score);
    }

    [Fact]
    public async Task SubmitScorecard_RandomCards_AnswerEqualsTheReadBackAndTheLibrary()
    {
        var random = new Random(4711);
        var interview = await _api.CreateAsync([.. Enumerable.Range(0, 20).Select(i => $"i{i:00}")]);
        for (int i = 0; i < 20; i++)
        {
            var card = Cards.Random($"i{i:00}", random);
            card.InterviewedAt = new Timestamp { Seconds = 1_700_000_000 + i, Nanos = 123_456_000 };
            var preview = await _api.Scorecards.PreviewScorecardAsync(new PreviewScorecardRequest { Parent = interview.Name, Scorecard = card });
            var submitted = await _api.SubmitAsync(interview, card);
            Assert.Equal(preview.Score, submitted.Score);
            Assert.Equal(submitted, await _api.GetAsync(submitted));
            Assert.Equal(submitted, await _api.GetAsync(submitted, revision: 1));
            Cards.AssertSame(Cards.Score(card, Repository.Rubric, Repository.Profile()), submitted.Score);
            Assert.Equal(
                card.Ratings.OrderBy(r => Repository.Rubric.FindCriterion(r.Criterion)), submitted.Ratings);
            Assert.Equal(card.RaisedFlags.OrderBy(f => Repository.Rubric.FindRedFlag(f.RedFlag)), submitted.RaisedFlags);
            Assert.Equal((card.Note, card.InterviewedAt), (submitted.Note, submitted.InterviewedAt));
            Assert.Equal((1, Scorecard.Types.State.Submitted), (submitted.Revision, submitted.State));
        }
    }

    [Fact]
    public async Task SubmitScorecard_TextsAtTheirLimits_AreKeptExactly()
    {
        var interview = await _api.CreateAsync("ann");
        var card = With(Cards.Of("ann", Cards.Rated("P1.decision", 3, new string('é', 4_000))), c =>
        {
            c.Note = new string('n', 7_990) + "\r\n\t 🦉 x";
            c.SubmitterId = new string('s', 128);
            c.CandidateId = interview.CandidateId;
            c.Layer = Layer.First;
        });
        var stored = await _api.SubmitAsync(interview, card);
        Assert.Equal((card.Note, card.SubmitterId, card.Ratings[0].Evidence), (stored.Note, stored.SubmitterId, stored.Ratings[0].Evidence));
        Assert.Equal(stored, await _api.GetAsync(stored));
    }

    [Fact]
    public async Task SubmitScorecard_CapByFlags_ShowsRawCappedAndBy()
    {
        var interview = await _api.CreateAsync("ann");
        var card = Cards.Of("ann", Cards.Rated("P1.decision", 5), Cards.Rated("P1.target", 2), Cards.Rated("P1.cost-of-error", 4));
        card.RaisedFlags.Add([Cards.Flag("P1.flag-blames-user"), Cards.Flag("P1.flag-solution-first"), Cards.Flag("D1.flag-no-grain")]);
        var score = (await _api.SubmitAsync(interview, card)).Score;
        Assert.Equal(
            [
                ("P1.decision", 10000, 2500, "P1.flag-solution-first,P1.flag-blames-user"),
                ("P1.target", 2500, 2500, ""),
                ("P1.cost-of-error", 7500, 7500, ""),
            ],
            score.Criteria.Select(c => (c.Criterion, c.RawHundredths, c.CappedHundredths, string.Join(',', c.CappedBy))));
    }

    [Fact]
    public async Task SubmitScorecard_UnpinnedAndUnknownCriterion_AreToldApart()
    {
        var interview = Api.NewInterview(Api.Member("ann"));
        interview.QuestionBanks.Add("questionBanks/product-sense/versions/1.0.0");
        interview = await _api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview });
        var status = await _api.Scorecards.SubmitScorecardAsync(
                RequestOf(interview, Cards.Of("ann", Cards.Rated("D1.grain", 3), Cards.Rated("D1.crumb", 3))))
            .InvalidAsync("scorecard.ratings[0].criterion", "scorecard.ratings[1].criterion");
        Assert.Contains("pinned", status.Violations()[0].Description, StringComparison.Ordinal);
        Assert.Contains("not a criterion of any bank", status.Violations()[1].Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubmitScorecard_OutsideTheFocus_IsRefusedAndInsideIsScoredOverIt()
    {
        var interview = await _api.CreateAsync(Api.Member("ann", "P1", "D2"));
        var outside = Cards.Of("ann", Cards.Rated("P1.decision", 3), Cards.Rated("D1.grain", 3));
        outside.RaisedFlags.Add(Cards.Flag("D1.flag-no-grain"));
        await _api.Scorecards.SubmitScorecardAsync(RequestOf(interview, outside))
            .InvalidAsync("scorecard.ratings[1].criterion", "scorecard.raised_flags[0].red_flag");
        await _api.AssertNothingStoredAsync(interview);
        var inside = Cards.Of("ann", Cards.Rated("P1.decision", 3), Cards.Rated("D2.parity", 4));
        var stored = await _api.SubmitAsync(interview, inside);
        Assert.Equal(["P1", "D2"], stored.Score.Competencies.Select(c => c.Competency));
        Cards.AssertSame(Cards.Score(inside, Repository.Rubric, Repository.Profile(), "P1", "D2"), stored.Score);
    }

    [Fact]
    public async Task SubmitScorecard_FocusWidenedLater_KeepsTheScoreOfItsTime()
    {
        var interview = await _api.CreateAsync(Api.Member("ann", "P1"));
        var stored = await _api.SubmitAsync(interview, Cards.Of("ann", Cards.Rated("P1.decision", 3)));
        await _api.Interviews.AssignPanelMembersAsync(new AssignPanelMembersRequest { Name = interview.Name, Panel = { Api.Member("ann") } });
        Assert.Equal(stored, await _api.GetAsync(stored));
    }

    [Fact]
    public async Task SubmitScorecard_UnknownInterviewOrMalformed_IsRefused()
    {
        await _api.Scorecards.SubmitScorecardAsync(
            new SubmitScorecardRequest { Parent = $"interviews/{Guid.NewGuid()}", Scorecard = Cards.Small("ann") }).NotFoundAsync();
        await _api.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest { Parent = "interviews/-", RequestId = "7" })
            .InvalidAsync("request_id", "parent", "scorecard");
        await _api.Scorecards.SubmitScorecardAsync(new SubmitScorecardRequest()).InvalidAsync("parent", "scorecard");
    }

    [Fact]
    public async Task SubmitScorecard_NotOnPanel_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Scorecards.SubmitScorecardAsync(RequestOf(interview, Cards.Small("zoe"))).PreconditionAsync("NOT_ON_PANEL", interview.Name);
        await _api.Scorecards.SubmitScorecardAsync(RequestOf(interview, Cards.Small("Ann"))).PreconditionAsync("NOT_ON_PANEL", interview.Name);
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task SubmitScorecard_ClosedInterview_IsRefused()
    {
        var interview = await _api.CreateAsync("ann");
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name });
        await _api.Scorecards.SubmitScorecardAsync(RequestOf(interview, Cards.Small("ann"))).PreconditionAsync("INTERVIEW_CLOSED", interview.Name);
        await _api.AssertNothingStoredAsync(interview);
    }

    [Fact]
    public async Task SubmitScorecard_Twice_IsRefusedAndTheFirstStays()
    {
        var interview = await _api.CreateAsync("ann");
        var first = await _api.SubmitAsync(interview, Cards.Small("ann", 2));
        await _api.Scorecards.SubmitScorecardAsync(RequestOf(interview, Cards.Small("ann", 4)))
            .RefusedAsync(StatusCode.AlreadyExists, "SCORECARD_EXISTS");
        Assert.Equal([first], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task SubmitScorecard_SixtyFourAtOnceWithOneRequestId_StoresOneAndAnswersAllTheSame()
    {
        var interview = await _api.CreateAsync("ann");
        var request = RequestOf(interview, Cards.Small("ann"));
        request.RequestId = Api.NewRequestId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ => await _api.Scorecards.SubmitScorecardAsync(request)));
        Assert.Equal([answers[0]], answers.Distinct());
        Assert.Equal([answers[0]], await _api.ListAsync(interview));
    }

    [Fact]
    public async Task SubmitScorecard_SixtyFourAtOnceWithoutRequestId_StoresOneAndRefusesTheRest()
    {
        var interview = await _api.CreateAsync("ann");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            try
            {
                await _api.SubmitAsync(interview, Cards.Small("ann"));
                return "stored";
            }
            catch (RpcException exception)
            {
                exception.AssertRefusal(StatusCode.AlreadyExists, "SCORECARD_EXISTS");
                return "refused";
            }
        }));
        Assert.Single(outcomes, "stored");
        await _api.AssertStoredAsync(interview, 1);
    }

    [Fact]
    public async Task SubmitScorecard_RequestIdWithOtherBody_IsRefused()
    {
        var interview = await _api.CreateAsync("ann", "ben");
        var request = RequestOf(interview, Cards.Small("ann"));
        request.RequestId = Api.NewRequestId();
        await _api.Scorecards.SubmitScorecardAsync(request);
        request.Scorecard.InterviewerId = "ben";
        await _api.Scorecards.SubmitScorecardAsync(request).RefusedAsync(StatusCode.AlreadyExists, "REQUEST_ID_REUSED");
        await _api.AssertStoredAsync(interview, 1);
    }

    [Fact]
    public async Task SubmitScorecard_RepeatAfterTheInterviewClosed_GivesTheFirstAnswer()
    {
        var interview = await _api.CreateAsync("ann");
        var request = RequestOf(interview, Cards.Small("ann"));
        request.RequestId = Api.NewRequestId();
        var first = await _api.Scorecards.SubmitScorecardAsync(request);
        await _api.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = interview.Name });
        Assert.Equal(first, await _api.Scorecards.SubmitScorecardAsync(request));
    }

    [Fact]
    public async Task SubmitScorecard_RefusedRequestId_MayBeUsedAgain()
    {
        var interview = await _api.CreateAsync("ann");
        var request = RequestOf(interview, Cards.Of("ann", Cards.Rated("P1.decision", 9)));
        request.RequestId = Api.NewRequestId();
        await _api.Scorecards.SubmitScorecardAsync(request).InvalidAsync("scorecard.ratings[0].level");
        request.Scorecard.Ratings[0].Level = 4;
        await _api.Scorecards.SubmitScorecardAsync(request);
    }

    [Fact]
    public async Task SubmitScorecard_OutputFieldsSet_AreIgnored()
    {
        var interview = await _api.CreateAsync("ann");
        var card = With(Cards.Small("ann"), c =>
        {
            c.Name = "interviews/x/scorecards/y";
            c.State = Scorecard.Types.State.Withdrawn;
            c.Revision = 99;
            c.Reason = "Because.";
            c.Etag = "zz";
            c.Score = new ScorecardScore { CompositeHundredths = 10000 };
        });
        var stored = await _api.SubmitAsync(interview, card);
        Assert.StartsWith($"{interview.Name}/scorecards/", stored.Name, StringComparison.Ordinal);
        Assert.Equal((Scorecard.Types.State.Submitted, 1, "", 5000), (stored.State, stored.Revision, stored.Reason, stored.Score.CompositeHundredths));
    }

    [Fact]
    public async Task SubmitScorecard_FiveHundredAndOneRatings_AreRefusedReadably()
    {
        var interview = await _api.CreateAsync("ann");
        var card = Cards.Of("ann", [.. Enumerable.Repeat(Cards.Rated("P1.decision", 3), 501)]);
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await _api.SubmitAsync(interview, card));
        var status = Refusals.ReadableStatus(exception);
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal("scorecard.ratings", status.Fields()[0]);
    }

    private static SubmitScorecardRequest RequestOf(Interview interview, Scorecard card) => new() { Parent = interview.Name, Scorecard = card };

    private static Scorecard With(Scorecard card, Action<Scorecard> change)
    {
        change(card);
        return card;
    }

    private static Scorecard At(long seconds, int nanos) =>
        With(Cards.Small("ann"), c => c.InterviewedAt = new Timestamp { Seconds = seconds, Nanos = nanos });
}
