using Assessment.Server.Tests.Support;
using Assessment.V1;

namespace Assessment.Server.Tests.Access;

/// <summary>Tenants never observe each other.</summary>
public sealed class TenancyTests(IndependentRatingTests.OwnServer own) : IClassFixture<IndependentRatingTests.OwnServer>
{
    /// <summary>What names nothing of a tenant: it makes something, lists what there is, or works on what it is given.</summary>
    private static readonly string[] NamesNothing =
    [
        "ListQuestionBanks", "GetQuestionBank", "ValidateQuestionBank", "PublishQuestionBank", "ListRoleProfiles", "GetRoleProfile", "Score",
        "BatchScore", "StreamScores", "CreateInterview", "ListInterviews", "ListMyInterviews", "ListOutstandingScorecards", "CreateCalibrationRun",
        "ListCalibrationRuns", "SetGroupLabels", "ListAuditHeads", "VerifyAudit",
    ];

    public static TheoryData<string> Rpcs => [.. Contract.Rpcs.Select(rpc => rpc.FullName)];

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_NamingWhatAnotherTenantHas_FindsNothing(string name)
    {
        var rpc = Contract.Find(name);
        bool calibrated = rpc.Service.Name == "CalibrationService";
        var scene = await Scene.PlayAsync(own.Server, $"{name}-of", level: 3, calibrated);
        var stranger = own.Server.As(TestTokens.Every, "chair", $"{name}-stranger");
        string answer = await Answers.OfAsync(stranger, rpc, scene.RequestOf(rpc.Name));
        Assert.Equal(!NamesNothing.Contains(rpc.Name), answer.Contains("RESOURCE_NOT_FOUND", StringComparison.Ordinal));
        if (answer.Contains("RESOURCE_NOT_FOUND", StringComparison.Ordinal))
        {
            // And the owner's own answer shows that there was something to find.
            string ofOwner = await Answers.OfAsync(own.Server.As(TestTokens.Every, "chair", scene.Tenant), rpc, scene.RequestOf(rpc.Name));
            Assert.DoesNotContain("RESOURCE_NOT_FOUND", ofOwner, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TwoTenants_RandomOperationsWithTheSameIds_EachSeesItsOwn()
    {
        const int Operations = 300;
        var random = new Random(20261124);
        string[] tenants = ["left", "right"];
        var apis = tenants.ToDictionary(tenant => tenant, tenant => own.Server.As(TestTokens.Every, "everyone", tenant));
        var interviews = tenants.ToDictionary(tenant => tenant, _ => new List<Interview>());
        var cards = tenants.ToDictionary(tenant => tenant, _ => new List<string>());
        for (int i = 0; i < Operations; i++)
        {
            string tenant = tenants[random.Next(2)];
            var (api, mine) = (apis[tenant], interviews[tenant]);
            if (mine.Count == 0 || random.Next(4) == 0)
            {
                mine.Add(await api.Interviews.CreateInterviewAsync(new CreateInterviewRequest
                {
                    // The same ids in both: only the tenant tells them apart.
                    Interview = new Interview { CandidateId = $"c{random.Next(5)}", RoleProfile = Api.SeniorMlEngineer, Panel = { Api.Member("ann"), Api.Member("bob") } },
                }));
            }
            else if (random.Next(3) > 0)
            {
                var interview = mine[random.Next(mine.Count)];
                string interviewer = random.Next(2) == 0 ? "ann" : "bob";
                if ((await api.ListAsync(interview)).All(card => card.InterviewerId != interviewer))
                {
                    cards[tenant].Add((await api.SubmitAsync(interview, Cards.Random(interviewer, random))).Name);
                }
            }

            await AssertOwnAsync(api, mine, cards[tenant]);
        }

        Assert.Empty(interviews["left"].Select(one => one.Name).Intersect(interviews["right"].Select(one => one.Name)));
        Assert.True(cards.Values.All(names => names.Count > 20));
    }

    [Fact]
    public async Task Tokens_OfAnotherTenant_AreWorthNothing()
    {
        var (left, right) = (own.Server.As(TestTokens.Every, "everyone", "pages-left"), own.Server.As(TestTokens.Every, "everyone", "pages-right"));
        foreach (var api in new[] { left, right, left, right })
        {
            await api.CreateAsync("ann");
        }

        var first = await left.Interviews.ListInterviewsAsync(new ListInterviewsRequest { PageSize = 1 });
        await right.Interviews.ListInterviewsAsync(new ListInterviewsRequest { PageSize = 1, PageToken = first.NextPageToken })
            .RefusedAsync(Grpc.Core.StatusCode.InvalidArgument, "INVALID_PAGE_TOKEN", "page_token");

        string id = Api.NewRequestId();
        var request = new CreateInterviewRequest { Interview = Api.NewInterview(Api.Member("ann")), RequestId = id };
        var (ofLeft, ofRight) = (await left.Interviews.CreateInterviewAsync(request), await right.Interviews.CreateInterviewAsync(request));
        Assert.NotEqual(ofLeft.Name, ofRight.Name);
        Assert.Equal(ofLeft, await left.Interviews.CreateInterviewAsync(request));
    }

    [Fact]
    public async Task Bank_PublishedByOneTenant_IsNotTheOthers()
    {
        var (left, right) = (own.Server.As(TestTokens.Every, "everyone", "banks-left"), own.Server.As(TestTokens.Every, "everyone", "banks-right"));
        await left.Banks.PublishQuestionBankAsync(new PublishQuestionBankRequest { Source = Samples.ApartBank.Utf8() });
        var ofLeft = await left.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest());
        var ofRight = await right.Banks.ListQuestionBanksAsync(new ListQuestionBanksRequest());
        Assert.Equal(ofRight.QuestionBanks.Count + 1, ofLeft.QuestionBanks.Count);
        Assert.DoesNotContain(ofRight.QuestionBanks, bank => bank.BankId == "apart");
    }

    private static async Task AssertOwnAsync(Api api, List<Interview> interviews, List<string> cards)
    {
        var listed = await api.Interviews.ListInterviewsAsync(new ListInterviewsRequest { PageSize = 200 });
        Assert.Equal(interviews.Select(one => one.Name).Order(), listed.Interviews.Select(one => one.Name).Order());
        var found = await api.Scorecards.ListScorecardsAsync(new ListScorecardsRequest { Parent = "interviews/-", PageSize = 200 });
        Assert.Equal(cards.Order(), found.Scorecards.Select(card => card.Name).Order());
    }
}
