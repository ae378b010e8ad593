using Assessment.Client.Calls;
using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client.Tests;

public class RepeatTests
{
    private const int Attempts = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Calls => new()
    {
        { "GetInterview", Attempts },
        { "ListScorecards", Attempts },
        { "GetCandidateAssessment", Attempts },
        { "Score", Attempts },
        { "PreviewScorecard", Attempts },
        { "PublishQuestionBank", Attempts },
        { "CreateInterview", Attempts },
        { "SubmitScorecard", Attempts },
        { "BatchSubmitScorecards", Attempts },
        { "AmendScorecard", Attempts },
        { "HealthCheck", Attempts },
        { "SaveDraft", 1 },
        { "AssignPanelMembers", 1 },
        { "UnassignPanelMember", 1 },
        { "CloseInterview", 1 },
        { "BuildKit", 1 },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task UnaryCall_ServerUnavailable_IsRepeatedOnlyWhereSafe(string call, int tries)
    {
        var transport = new FakeTransport(StatusCode.Unavailable);
        using var client = FakeTransport.ClientOf(transport);
        var failure = await Assert.ThrowsAsync<RpcException>(() => CallAsync(client, call));
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Equal(tries, transport.Tries.Count);
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Aborted)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.NotFound)]
    public async Task UnaryCall_AnyOtherStatus_IsNotRepeated(StatusCode status)
    {
        var transport = new FakeTransport(status);
        using var client = FakeTransport.ClientOf(transport);
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(client, "GetInterview"));
        Assert.Single(transport.Tries);
    }

    [Fact]
    public async Task UnaryCall_OneAttemptAllowed_IsNotRepeated()
    {
        var transport = new FakeTransport(StatusCode.Unavailable);
        var options = new AssessmentClientOptions { Handler = transport, Attempts = 1 };
        using var client = AssessmentClient.Connect(new Uri("http://fake.test"), options);
        await Assert.ThrowsAsync<RpcException>(() => CallAsync(client, "GetInterview"));
        Assert.Single(transport.Tries);
    }

    [Fact]
    public void Methods_OfTheContract_AreReadsAndWritesWithARequestId()
    {
        string[] expected =
        [
            "AmendScorecard", "BatchGetCandidateAssessments", "BatchScore", "BatchSubmitScorecards", "CancelCalibrationRun",
            "CreateCalibrationRun", "CreateInterview", "GetCalibrationReport", "GetCalibrationRun", "GetCandidateAssessment",
            "GetImpactReport", "GetInterview", "GetInterviewerCalibration", "GetQuestionBank", "GetRoleProfile", "GetScorecard",
            "ListCalibrationRuns", "ListClaims", "ListDecisions", "ListFairScores", "ListInterviews", "ListMyInterviews",
            "ListOutstandingScorecards", "ListQuestionBanks", "ListRoleProfiles", "ListScorecards", "PreviewScorecard",
            "PublishQuestionBank", "RankCandidates", "RecordClaim", "RecordDecision", "RenderCalibrationReport",
            "RenderCandidateAssessment", "ReplayCalibrationReport", "Score", "SubmitDraft", "SubmitScorecard", "ValidateQuestionBank",
            "WithdrawScorecard",
        ];
        Assert.Equal(expected, RepeatableCalls.Methods.Select(m => m.Method).Order(StringComparer.Ordinal));
    }

    private static Task CallAsync(AssessmentClient client, string call) => call switch
    {
        "GetInterview" => client.Interviews.GetInterviewAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "ListScorecards" => client.Scorecards.ListScorecardsAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "GetCandidateAssessment" =>
            client.CandidateAssessments.GetCandidateAssessmentAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "Score" => client.Scoring.ScoreAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "PreviewScorecard" => client.Scorecards.PreviewScorecardAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "PublishQuestionBank" => client.QuestionBanks.PublishQuestionBankAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "CreateInterview" => client.Interviews.CreateInterviewAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "SubmitScorecard" => client.Scorecards.SubmitScorecardAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "BatchSubmitScorecards" => client.Scorecards.BatchSubmitScorecardsAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "AmendScorecard" => client.Scorecards.AmendScorecardAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "HealthCheck" => client.Health.CheckAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "SaveDraft" => client.Scorecards.SaveDraftAsync(new SaveDraftRequest(), cancellationToken: Cancellation).ResponseAsync,
        "AssignPanelMembers" => client.Interviews.AssignPanelMembersAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "UnassignPanelMember" => client.Interviews.UnassignPanelMemberAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "CloseInterview" => client.Interviews.CloseInterviewAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        "BuildKit" => client.Interviews.BuildKitAsync(new(), cancellationToken: Cancellation).ResponseAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };
}
