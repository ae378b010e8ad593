using Assessment.V1;
using Grpc.Core;

namespace Assessment.LoadScenarios;

/// <summary>
/// A hiring team's day with one candidate, six RPCs one after another: the interview is created, its three interviewers submit their
/// cards, somebody reads the assessment, and somebody lists the cards. A day in which something is refused ends there.
/// </summary>
internal sealed class HiringDay(ServerConnection connection) : IScenario
{
    private const int Panel = 3;

    private readonly InterviewService.InterviewServiceClient _interviews = new(connection.Invoker);
    private readonly ScorecardService.ScorecardServiceClient _scorecards = new(connection.Invoker);
    private readonly CandidateAssessmentService.CandidateAssessmentServiceClient _assessments = new(connection.Invoker);
    private readonly Scorecard[] _cards = new Scorecard[Panel];

    public string Remark => "";

    public async Task PrepareAsync(int calls, CancellationToken cancellation)
    {
        var content = await CardContent.ReadAsync(connection, cancellation);
        for (int member = 0; member < Panel; member++)
        {
            _cards[member] = content.Card(Interviewer(member), member);
        }
    }

    public async Task<Outcome> RunAsync(ScenarioContext context, CancellationToken cancellation)
    {
        var create = new CreateInterviewRequest { Interview = Interview(), RequestId = Guid.NewGuid().ToString() };
        var (day, interview) = await Outcome.OfAsync(
            create.CalculateSize(), _interviews.CreateInterviewAsync(create, connection.Options(cancellation)));
        for (int member = 0; member < Panel && day.Status == StatusCode.OK; member++)
        {
            day = day.Then(await SubmitAsync(interview!.Name, _cards[member], cancellation));
        }

        if (day.Status == StatusCode.OK)
        {
            var read = new GetCandidateAssessmentRequest { Name = $"{interview!.Name}/candidateAssessment" };
            var call = _assessments.GetCandidateAssessmentAsync(read, connection.Options(cancellation));
            day = day.Then((await Outcome.OfAsync(read.CalculateSize(), call)).Outcome);
        }

        if (day.Status == StatusCode.OK)
        {
            var list = new ListScorecardsRequest { Parent = interview!.Name };
            var call = _scorecards.ListScorecardsAsync(list, connection.Options(cancellation));
            day = day.Then((await Outcome.OfAsync(list.CalculateSize(), call)).Outcome);
        }

        return day;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Interviewer(int member) => FormattableString.Invariant($"interviewer-{member}");

    private static Interview Interview()
    {
        var interview = new Interview { CandidateId = $"candidate-{Guid.NewGuid():N}", Step = "onsite", RoleProfile = CardContent.RoleProfile };
        interview.Panel.Add(Enumerable.Range(0, Panel).Select(member => new PanelMember { InterviewerId = Interviewer(member) }));
        return interview;
    }

    private async Task<Outcome> SubmitAsync(string interview, Scorecard card, CancellationToken cancellation)
    {
        var submit = new SubmitScorecardRequest { Parent = interview, Scorecard = card, RequestId = Guid.NewGuid().ToString() };
        return (await Outcome.OfAsync(submit.CalculateSize(), _scorecards.SubmitScorecardAsync(submit, connection.Options(cancellation)))).Outcome;
    }
}
