using System.Globalization;
using Assessment.Server.Access;
using Assessment.Server.Tests.Support;
using Assessment.V1;
using Google.Protobuf.Reflection;

namespace Assessment.Server.Tests.Access;

/// <summary>
/// Two tenants in which everything is the same but what bob rated: whoever may not see bob's ratings yet must get the same answers in both,
/// from every rpc of the contract.
/// </summary>
public sealed class IndependentRatingTests(IndependentRatingTests.OwnServer own, ITestOutputHelper log) : IClassFixture<IndependentRatingTests.OwnServer>
{
    private static readonly string[] RatingMessages =
        ["Rating", "RaisedFlag", "ScorecardScore", "CandidateAssessment", "RankedCandidate", "Claim", "Decision", "FairScore", "InterviewerSeverity", "HttpBody"];

    /// <summary>Those from which bob's ratings can be read once they may be.</summary>
    private static readonly string[] ShownToAnn =
        ["GetScorecard", "ListScorecards", "GetCandidateAssessment", "RenderCandidateAssessment", "ListClaims"];

    private static readonly string[] ShownToTheCommittee = [.. ShownToAnn, "BatchGetCandidateAssessments", "RankCandidates", "RecordDecision"];

    private static int _tenants;

    public static TheoryData<string> Rpcs => [.. Contract.Rpcs.Select(rpc => rpc.FullName)];

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_BeforeOwnAreIn_SaysNothingOfOthersRatings(string name)
    {
        var rpc = Contract.Find(name);
        var (low, high) = await PlayAsync(rpc);
        log.WriteLine(CarriesRatings(rpc) ? "carries ratings" : "carries none");
        foreach (var (role, subject) in new[] { (Roles.Interviewer, Scene.Ann), (Roles.Interviewer, Scene.Zoe), (Roles.Committee, "chair") })
        {
            string ofLow = await AnswerAsync(low, role, subject, rpc), ofHigh = await AnswerAsync(high, role, subject, rpc);
            Assert.Equal(ofLow, ofHigh);
            Assert.DoesNotContain("He said so", ofLow, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Roles.Interviewer, Scene.Ann)]
    [InlineData(Roles.Committee, "chair")]
    public async Task Rpc_OnceAllAreIn_ShowsThem(Roles role, string subject)
    {
        var shown = new List<string>();
        foreach (var rpc in Contract.Rpcs.Where(CarriesRatings).Where(rpc => rpc.Service.Name is not ("CalibrationService" or "PrivacyService")))
        {
            var (low, high) = await PlayAsync(rpc);
            foreach (var scene in new[] { low, high })
            {
                await scene.All.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { Name = scene.Draft.Name, Etag = scene.Draft.Etag });
            }

            if (await AnswerAsync(low, role, subject, rpc) != await AnswerAsync(high, role, subject, rpc))
            {
                shown.Add(rpc.Name);
            }
        }

        Assert.Equal((role == Roles.Interviewer ? ShownToAnn : ShownToTheCommittee).Order(), shown.Order());
    }

    [Fact]
    public async Task Report_AfterTheRelease_TellsOfTheRatings()
    {
        var rpc = Contract.Find("assessment.v1.CalibrationService.ListFairScores");
        var (low, high) = await PlayAsync(rpc);
        var answers = new List<string>();
        foreach (var scene in new[] { low, high })
        {
            await scene.All.Interviews.CloseInterviewAsync(new CloseInterviewRequest { Name = scene.Interview.Name });
            var run = await scene.All.Calibrations.CreateCalibrationRunAsync(new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() });
            using var watch = scene.All.Calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = run.Name });
            while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
            {
                run = watch.ResponseStream.Current;
            }

            answers.Add(await Answers.OfAsync(scene.All, rpc, new ListFairScoresRequest { Parent = run.Report }));
        }

        Assert.NotEqual(answers[0], answers[1]);
    }

    [Fact]
    public async Task Interviewer_OfAnotherOpenInterviewOfTheCandidate_SubmitsThatFirst()
    {
        var scene = await Scene.PlayAsync(own.Server, NewTenant(), level: 4, calibrated: false);
        var second = await scene.All.Interviews.CreateInterviewAsync(new CreateInterviewRequest
        {
            Interview = new Interview { CandidateId = "candidate", RoleProfile = Api.SeniorMlEngineer, Panel = { Api.Member(Scene.Ann) } },
        });
        await scene.All.Scorecards.SubmitDraftAsync(new SubmitDraftRequest { Name = scene.Draft.Name, Etag = scene.Draft.Etag });
        var ann = own.Server.As(Roles.Interviewer, Scene.Ann, scene.Tenant);
        await ann.Scorecards.GetScorecardAsync(new GetScorecardRequest { Name = scene.Sealed.Name })
            .RefusedAsync(Grpc.Core.StatusCode.PermissionDenied, "RATINGS_SEALED");
        await ann.SubmitAsync(second, Cards.Small(Scene.Ann));
        Assert.Equal(scene.Sealed.Name, (await ann.GetAsync(scene.Sealed)).Name);
    }

    private static bool CarriesRatings(MethodDescriptor rpc) => Reaches(rpc.OutputType, []);

    private static bool Reaches(MessageDescriptor message, HashSet<string> seen) =>
        seen.Add(message.FullName) && (RatingMessages.Contains(message.Name, StringComparer.Ordinal)
            || message.Fields.InDeclarationOrder().Any(field => field.FieldType == FieldType.Message && Reaches(field.MessageType, seen)));

    private static string NewTenant() => $"tenant-{Interlocked.Increment(ref _tenants).ToString(CultureInfo.InvariantCulture)}";

    private async Task<(Scene Low, Scene High)> PlayAsync(MethodDescriptor rpc)
    {
        bool calibrated = rpc.Service.Name is "CalibrationService" or "CandidateAssessmentService";
        return (
            await Scene.PlayAsync(own.Server, NewTenant(), level: 2, calibrated),
            await Scene.PlayAsync(own.Server, NewTenant(), level: 4, calibrated));
    }

    private Task<string> AnswerAsync(Scene scene, Roles role, string subject, MethodDescriptor rpc) =>
        Answers.OfAsync(own.Server.As(role, subject, scene.Tenant), rpc, scene.RequestOf(rpc.Name));

    /// <summary>A server for these tenants alone.</summary>
    public sealed class OwnServer : IAsyncLifetime
    {
        private TestServer? _server;

        public TestServer Server => _server!;

        public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
