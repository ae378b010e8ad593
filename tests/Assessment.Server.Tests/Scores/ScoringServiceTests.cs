using Assessment.QuestionBanks;
using Assessment.Scoring;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Server.Tests.Scores;

public sealed class ScoringServiceTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    [Fact]
    public async Task Score_RandomCards_EqualsTheLibraryAndTheExplanationSums()
    {
        var random = new Random(20261);
        for (int i = 0; i < 40; i++)
        {
            var card = Cards.Random("ann", random);
            var response = await _api.Scoring.ScoreAsync(RequestOf(card));
            var expected = Cards.Score(card, Repository.Rubric, Repository.Profile());
            Cards.AssertSame(expected, response.Score);
            if (expected.Composite is int composite)
            {
                Cards.AssertSums(composite, response.Explanation);
                Assert.Equal(
                    Explanation.Of(expected, Repository.Profile()).Select(p => (Repository.Rubric.CompetencyIds[p.Competency], p.Hundredths)),
                    response.Explanation.Select(p => (p.Competency, p.Hundredths)));
            }
        }
    }

    [Fact]
    public async Task Score_ShuffledRatings_GivesTheSameMessage()
    {
        var random = new Random(7);
        var card = Cards.Random("ann", random);
        var request = RequestOf(card);
        var first = await _api.Scoring.ScoreAsync(request);
        V1.Rating[] ratings = [.. request.Ratings];
        random.Shuffle(ratings);
        request.Ratings.Clear();
        request.Ratings.Add(ratings);
        Assert.Equal(first, await _api.Scoring.ScoreAsync(request));
    }

    [Fact]
    public async Task Score_WithFocusAndPins_ScoresThatPart()
    {
        string pin = $"questionBanks/data-modeling/versions/{Repository.Banks.Single(b => b.Id == "data-modeling").Version}";
        var request = new ScoreRequest
        {
            RoleProfile = "roleProfiles/data_engineer/levels/mid",
            RoleProfileVersion = Repository.Profiles.Version,
            QuestionBanks = { pin },
            Focus = { "D2", "D1" },
            Ratings = { Cards.Rated("D1.grain", 4), Cards.Rated("D2.parity", 2) },
        };
        var response = await _api.Scoring.ScoreAsync(request);
        var rubric = RubricCompiler.Compile([Repository.Banks.Single(b => b.Id == "data-modeling")]);
        var profile = new BoundProfile(rubric, Repository.Profiles.Find("data_engineer", QuestionBanks.RoleLevel.Mid)!);
        Cards.AssertSame(Cards.Score(Cards.Of("ann", [.. request.Ratings]), rubric, profile, "D1", "D2"), response.Score);
        Assert.Equal(["D1", "D2"], response.Score.Competencies.Select(c => c.Competency));
        Assert.Empty(response.Explanation);
    }

    [Fact]
    public async Task Score_ManyViolations_ListsThemAll()
    {
        var request = new ScoreRequest
        {
            RoleProfile = Api.SeniorMlEngineer,
            Focus = { "P1", "P1", "Z9" },
            Ratings =
            {
                Cards.Rated("P1.decision", 0), Cards.Rated("no.such", 3), Cards.Rated("D1.grain", 3), new V1.Rating { Criterion = "P1.target" },
                Cards.Rated("P1.cost-of-error", 5, ""), Cards.Rated("P1.cost-of-error", 3),
            },
            RaisedFlags = { Cards.Flag("P1.no-such-flag"), Cards.Flag("D1.flag-no-grain") },
        };
        await _api.Scoring.ScoreAsync(request).InvalidAsync(
            "focus[1]",
            "focus[2]",
            "ratings[3]",
            "ratings[0].level",
            "ratings[1].criterion",
            "ratings[2].criterion",
            "ratings[4].evidence",
            "ratings[5].criterion",
            "raised_flags[0].red_flag",
            "raised_flags[1].red_flag");
    }

    [Fact]
    public async Task Score_BadPins_ListsThemAll()
    {
        var request = new ScoreRequest
        {
            RoleProfile = "ml_engineer",
            RoleProfileVersion = "7.7.7",
            QuestionBanks = { "nonsense", "questionBanks/product-sense/versions/0.0.1", "questionBanks/product-sense/versions/1.0.0", "questionBanks/product-sense/versions/1.0.0" },
            Ratings = { Cards.Rated("P1.decision", 3) },
        };
        await _api.Scoring.ScoreAsync(request).InvalidAsync(
            "role_profile_version", "role_profile", "question_banks[0]", "question_banks[1]", "question_banks[3]");
    }

    [Fact]
    public async Task Score_EmptyRequest_NamesRoleAndNothingThrows() =>
        await _api.Scoring.ScoreAsync(new ScoreRequest()).InvalidAsync("role_profile");

    [Fact]
    public async Task Score_NothingObserved_HasNoComposite()
    {
        var response = await _api.Scoring.ScoreAsync(new ScoreRequest
        {
            RoleProfile = Api.SeniorMlEngineer,
            Ratings = { Cards.Unseen("P1.decision") },
            Explain = true,
        });
        Assert.False(response.Score.HasCompositeHundredths);
        Assert.False(response.Score.HasEqualWeightsHundredths);
        Assert.Equal(0, response.Score.CoverageHundredths);
        Assert.Empty(response.Explanation);
    }

    [Fact]
    public async Task BatchScore_ThousandSets_AnswersInOrder()
    {
        var requests = Enumerable.Range(0, 1_000).Select(i => OneRating("P1.decision", (i % 3) + 2)).ToList();
        var responses = (await _api.Scoring.BatchScoreAsync(new BatchScoreRequest { Requests = { requests } })).Responses;
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => ((i % 3) + 1) * 2500), responses.Select(r => r.Score.CompositeHundredths));
    }

    [Fact]
    public async Task BatchScore_SeveralInvalid_ListsEveryViolationWithItsPath()
    {
        var request = new BatchScoreRequest
        {
            Requests =
            {
                OneRating("P1.decision", 3), OneRating("P1.decision", 9), new ScoreRequest { RoleProfile = Api.SeniorMlEngineer }, OneRating("nope", 6), new ScoreRequest(),
            },
        };
        await _api.Scoring.BatchScoreAsync(request).InvalidAsync(
            "requests[1].ratings[0].level",
            "requests[2].ratings",
            "requests[3].ratings[0].level",
            "requests[3].ratings[0].criterion",
            "requests[4].role_profile");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_001)]
    public async Task BatchScore_CountOutOfRange_IsRefused(int count) =>
        await _api.Scoring.BatchScoreAsync(new BatchScoreRequest { Requests = { Enumerable.Repeat(OneRating("P1.decision", 3), count) } })
            .InvalidAsync("requests");

    [Fact]
    public async Task BatchScore_ThousandInvalid_IsRefusedReadablyAndCountsThemAll()
    {
        var request = new BatchScoreRequest { Requests = { Enumerable.Repeat(OneRating("P1.decision", 9), 1_000) } };
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await _api.Scoring.BatchScoreAsync(request));
        var status = Refusals.ReadableStatus(exception);
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Contains("1000", status.Message, StringComparison.Ordinal);
        Assert.True(status.Fields().Count > 20);
        Assert.Equal(Enumerable.Range(0, status.Fields().Count).Select(i => $"requests[{i}].ratings[0].level"), status.Fields());
    }

    [Fact]
    public async Task StreamScores_ThousandItems_AnswersEachInOrder()
    {
        using var call = _api.Scoring.StreamScores(cancellationToken: TestContext.Current.CancellationToken);
        var reading = ReadAllAsync(call.ResponseStream);
        for (int i = 0; i < 1_000; i++)
        {
            await call.RequestStream.WriteAsync(
                new StreamScoresRequest { Sequence = i + 1L, Request = i % 100 == 50 ? OneRating("P1.decision", 6) : OneRating("P1.decision", (i % 3) + 2) },
                TestContext.Current.CancellationToken);
        }

        await call.RequestStream.CompleteAsync();
        var responses = await reading;
        Assert.Equal(Enumerable.Range(1, 1_000).Select(i => (long)i), responses.Select(r => r.Sequence));
        for (int i = 0; i < 1_000; i++)
        {
            if (i % 100 == 50)
            {
                responses[i].Error.AssertRefusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "ratings[0].level");
            }
            else
            {
                Assert.Equal(((i % 3) + 1) * 2500, responses[i].Response.Score.CompositeHundredths);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public async Task StreamScores_CallerWhoWaitsForWhatWasSent_HasEveryAnswer(int together)
    {
        using var call = _api.Scoring.StreamScores(cancellationToken: TestContext.Current.CancellationToken);
        for (int turn = 0; turn < 5; turn++)
        {
            for (int i = 0; i < together; i++)
            {
                await call.RequestStream.WriteAsync(
                    new StreamScoresRequest { Sequence = (turn * together) + i, Request = OneRating("P1.decision", 3) },
                    TestContext.Current.CancellationToken);
            }

            for (int i = 0; i < together; i++)
            {
                Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
                Assert.Equal((turn * together) + i, call.ResponseStream.Current.Sequence);
            }
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task StreamScores_ItemWithoutRequest_IsAnsweredAndEndsNothing()
    {
        using var call = _api.Scoring.StreamScores(cancellationToken: TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(new StreamScoresRequest { Sequence = -5 }, TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(
            new StreamScoresRequest { Sequence = long.MaxValue, Request = OneRating("P1.decision", 3) }, TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();
        var responses = await ReadAllAsync(call.ResponseStream);
        Assert.Equal([-5, long.MaxValue], responses.Select(r => r.Sequence));
        responses[0].Error.AssertRefusal(StatusCode.InvalidArgument, "INVALID_FIELDS", "request");
        Assert.Equal(5000, responses[1].Response.Score.CompositeHundredths);
    }

    private static ScoreRequest OneRating(string criterion, int level) => new()
    {
        RoleProfile = Api.SeniorMlEngineer,
        Ratings = { Cards.Rated(criterion, level) },
    };

    private static ScoreRequest RequestOf(V1.Scorecard card) => new()
    {
        RoleProfile = Api.SeniorMlEngineer,
        Ratings = { card.Ratings },
        RaisedFlags = { card.RaisedFlags },
        Explain = true,
    };

    private static async Task<List<StreamScoresResponse>> ReadAllAsync(IAsyncStreamReader<StreamScoresResponse> stream)
    {
        var responses = new List<StreamScoresResponse>();
        await foreach (var response in stream.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            responses.Add(response);
        }

        return responses;
    }
}
