using Assessment.V1;
using Grpc.Net.Client;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>An interview of three people and what came of it, as the API shows it.</summary>
internal sealed record SampleInterview(Interview Interview, IReadOnlyList<Scorecard> Scorecards, CandidateAssessment Assessment)
{
    public const string RoleProfile = "roleProfiles/ml_engineer/levels/senior";

    public static readonly string[] Interviewers = ["ines", "jonas", "kim"];

    public static async Task<SampleInterview> CreateAsync(GrpcChannel channel, CancellationToken cancellation)
    {
        var request = new CreateInterviewRequest
        {
            Interview = new Interview { CandidateId = "candidate-1", ApplicationId = "application-1", Step = "onsite", RoleProfile = RoleProfile },
        };
        request.Interview.Panel.Add(Interviewers.Select(who => new PanelMember { InterviewerId = who }));
        var interview = await new InterviewService.InterviewServiceClient(channel).CreateInterviewAsync(request, cancellationToken: cancellation);
        return await ReadAsync(channel, interview.Name, cancellation);
    }

    public static async Task<SampleInterview> ReadAsync(GrpcChannel channel, string name, CancellationToken cancellation)
    {
        var interviews = new InterviewService.InterviewServiceClient(channel);
        var scorecards = new ScorecardService.ScorecardServiceClient(channel);
        var assessments = new CandidateAssessmentService.CandidateAssessmentServiceClient(channel);
        var interview = await interviews.GetInterviewAsync(new GetInterviewRequest { Name = name }, cancellationToken: cancellation);
        var cards = await scorecards.ListScorecardsAsync(new ListScorecardsRequest { Parent = name }, cancellationToken: cancellation);
        var assessment = await assessments.GetCandidateAssessmentAsync(
            new GetCandidateAssessmentRequest { Name = $"{name}/candidateAssessment" }, cancellationToken: cancellation);
        return new SampleInterview(interview, cards.Scorecards, assessment);
    }

    public async Task<Scorecard> SubmitAsync(GrpcChannel channel, string interviewer, string requestId, CancellationToken cancellation) =>
        await new ScorecardService.ScorecardServiceClient(channel).SubmitScorecardAsync(
            new SubmitScorecardRequest { Parent = Interview.Name, Scorecard = Card(interviewer), RequestId = requestId }, cancellationToken: cancellation);

    /// <summary>A card that any interview pinned to the shipped product bank takes.</summary>
    public static Scorecard Card(string interviewer) => new()
    {
        InterviewerId = interviewer,
        Ratings =
        {
            new Rating { Criterion = "P1.decision", Level = 4, Evidence = "Named the buyer and what they would do otherwise." },
            new Rating { Criterion = "P1.target", Level = 1, Evidence = "Could not say for which unit, at what moment." },
            new Rating { Criterion = "P1.cost-of-error", NotObservedReason = NotObservedReason.OutOfTime },
        },
    };
}
