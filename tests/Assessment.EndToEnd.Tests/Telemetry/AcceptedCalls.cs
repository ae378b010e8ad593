using Assessment.EndToEnd.Tests.Processes;
using Assessment.V1;
using Grpc.Core;
using Outcome = Assessment.V1.Decision.Types.Outcome;
using ReasonCode = Assessment.V1.Decision.Types.ReasonCode;

namespace Assessment.EndToEnd.Tests.Telemetry;

/// <summary>What a tool, interviewers and a committee call, with canaries wherever people write; every call succeeds.</summary>
internal sealed class AcceptedCalls(CallInvoker calls, Canaries canaries, CancellationToken cancellation)
{
    private readonly InterviewService.InterviewServiceClient _interviews = new(calls);
    private readonly ScorecardService.ScorecardServiceClient _scorecards = new(calls);
    private readonly CandidateAssessmentService.CandidateAssessmentServiceClient _assessments = new(calls);
    private readonly CalibrationService.CalibrationServiceClient _calibrations = new(calls);

    private static string Candidate => Canaries.Of("candidate_id");

    private static string Interviewer => Canaries.Of("interviewer_id");

    /// <summary>Plays all of it.</summary>
    /// <returns>The name of the interview, and of a calibration run.</returns>
    public async Task<(string Interview, string Run)> PlayAsync()
    {
        var interview = await PlanAsync();
        await RateAsync(interview);
        await JudgeAsync(interview);
        string run = await CalibrateAsync();
        await ReadAsync();
        return (interview, run);
    }

    /// <summary>Hands out what is kept of the candidate, and erases it.</summary>
    public async Task EraseAsync()
    {
        var privacy = new PrivacyService.PrivacyServiceClient(calls);
        await privacy.CreateAccessPacketAsync(canaries.Fill(new CreateAccessPacketRequest()), cancellationToken: cancellation);
        await privacy.EraseCandidateAsync(canaries.Fill(new EraseCandidateRequest()), cancellationToken: cancellation);
    }

    /// <summary>A card that says nothing yet.</summary>
    private static Scorecard Card()
    {
        var card = SampleInterview.Card(Interviewer);
        foreach (var rating in card.Ratings)
        {
            rating.Evidence = "";
        }

        return card;
    }

    private async Task<string> PlanAsync()
    {
        var interview = await _interviews.CreateInterviewAsync(
            canaries.Fill(new CreateInterviewRequest
            {
                Interview = new Interview { RoleProfile = SampleInterview.RoleProfile, Panel = { new PanelMember() } },
            }),
            cancellationToken: cancellation);
        var second = new PanelMember { InterviewerId = $"{Interviewer}2" };
        await _interviews.AssignPanelMembersAsync(
            new AssignPanelMembersRequest { Name = interview.Name, Panel = { second } }, cancellationToken: cancellation);
        await _interviews.UnassignPanelMemberAsync(
            new UnassignPanelMemberRequest { Name = interview.Name, InterviewerId = second.InterviewerId }, cancellationToken: cancellation);
        canaries.Fill(new UnassignPanelMemberRequest());
        await _interviews.BuildKitAsync(new BuildKitRequest { Interview = interview.Name, Minutes = 30 }, cancellationToken: cancellation);
        return interview.Name;
    }

    private async Task RateAsync(string interview)
    {
        var preview = canaries.Fill(new PreviewScorecardRequest { Parent = interview, Scorecard = Card() });
        await _scorecards.PreviewScorecardAsync(preview, cancellationToken: cancellation);
        var flagged = Card();
        flagged.RaisedFlags.Add(new RaisedFlag { RedFlag = "P1.flag-no-actor" });
        var draft = await _scorecards.SaveDraftAsync(
            canaries.Fill(new SaveDraftRequest { Parent = interview, Scorecard = flagged }), cancellationToken: cancellation);
        var card = await _scorecards.SubmitDraftAsync(
            new SubmitDraftRequest { Name = draft.Name, Etag = draft.Etag, RequestId = Guid.NewGuid().ToString() }, cancellationToken: cancellation);
        card = await _scorecards.AmendScorecardAsync(
            canaries.Fill(new AmendScorecardRequest { Name = card.Name, Etag = card.Etag, Scorecard = Card() }), cancellationToken: cancellation);
        await _scorecards.WithdrawScorecardAsync(
            canaries.Fill(new WithdrawScorecardRequest { Name = card.Name, Etag = card.Etag }), cancellationToken: cancellation);
        var submit = canaries.Fill(new SubmitScorecardRequest { Parent = interview, Scorecard = Card() });
        using var stream = _scorecards.StreamSubmitScorecards(cancellationToken: cancellation);
        await stream.RequestStream.WriteAsync(new StreamSubmitScorecardsRequest { Request = submit }, cancellation);
        await stream.RequestStream.CompleteAsync();
        Assert.True(await stream.ResponseStream.MoveNext(cancellation));
        Assert.Null(stream.ResponseStream.Current.Error);
        Assert.False(await stream.ResponseStream.MoveNext(cancellation));
        await Assert.ThrowsAsync<RpcException>(async () => await _scorecards.SubmitScorecardAsync(submit)); // There is one already.
    }

    private async Task JudgeAsync(string interview)
    {
        await _assessments.RecordDecisionAsync(
            canaries.Fill(new RecordDecisionRequest
            {
                Parent = interview,
                Decision = new Decision { Outcome = Outcome.Decline, ReasonCode = ReasonCode.OtherEvidence },
            }),
            cancellationToken: cancellation);
        await new ClaimService.ClaimServiceClient(calls).RecordClaimAsync(
            canaries.Fill(new RecordClaimRequest
            {
                Parent = interview,
                Claim = new Claim { Versions = { new ClaimedVersion { Version = Canaries.Of("version") } } },
            }),
            cancellationToken: cancellation);
        string name = $"{interview}/candidateAssessment";
        await _assessments.GetCandidateAssessmentAsync(new GetCandidateAssessmentRequest { Name = name }, cancellationToken: cancellation);
        await _assessments.RenderCandidateAssessmentAsync(new RenderCandidateAssessmentRequest { Name = name }, cancellationToken: cancellation);
    }

    private async Task<string> CalibrateAsync()
    {
        var run = await _calibrations.CreateCalibrationRunAsync(
            canaries.Fill(new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun { Choices = new CalibrationChoices { Seed = 7 } } }), cancellationToken: cancellation);
        using (var watch = _calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = run.Name }, cancellationToken: cancellation))
        {
            await foreach (var seen in watch.ResponseStream.ReadAllAsync(cancellation))
            {
                run = seen;
            }
        }

        Assert.Equal(CalibrationRun.Types.State.Succeeded, run.State);
        await _calibrations.SetGroupLabelsAsync(
            canaries.Fill(new SetGroupLabelsRequest { Labels = { new GroupLabel() } }), cancellationToken: cancellation);
        var impact = canaries.Fill(new GetImpactReportRequest
        {
            Name = $"{run.Report}/impactReport",
            Categories = { Canaries.Of("category") },
            Basis = GetImpactReportRequest.Types.Basis.Decision,
        });
        await _calibrations.GetImpactReportAsync(impact, cancellationToken: cancellation);
        var own = new GetInterviewerCalibrationRequest { Name = $"{run.Report}/interviewers/{Interviewer}" };
        await _calibrations.GetInterviewerCalibrationAsync(own, cancellationToken: cancellation);
        return run.Name;
    }

    private async Task ReadAsync()
    {
        await _interviews.ListInterviewsAsync(canaries.Fill(new ListInterviewsRequest()), cancellationToken: cancellation);
        await _interviews.ListMyInterviewsAsync(canaries.Fill(new ListMyInterviewsRequest()), cancellationToken: cancellation);
        await _interviews.ListOutstandingScorecardsAsync(canaries.Fill(new ListOutstandingScorecardsRequest()), cancellationToken: cancellation);
        var cards = await _scorecards.ListScorecardsAsync(
            canaries.Fill(new ListScorecardsRequest { Parent = "interviews/-" }), cancellationToken: cancellation);
        Assert.Equal(2, cards.Scorecards.Count(card => card.CandidateId == Candidate)); // One of them withdrawn.
    }
}
