using System.Globalization;
using Assessment.V1;
using Grpc.Net.Client;

namespace Assessment.StorageLoad.Kills;

/// <summary>Interviews of one role on a server, and cards of twelve ratings for them.</summary>
internal sealed class SampleCards
{
    private const string RoleProfile = "roleProfiles/ml_engineer/levels/senior";
    private const string Bank = "questionBanks/product-sense/versions/latest";
    private const int Ratings = 12;

    private readonly string[] criteria;
    private int candidates;

    private SampleCards(IEnumerable<string> criteria) => this.criteria = [.. criteria];

    /// <summary>Reads what the server's banks ask for.</summary>
    public static async Task<SampleCards> CreateAsync(GrpcChannel channel)
    {
        var bank = await new QuestionBankService.QuestionBankServiceClient(channel)
            .GetQuestionBankAsync(new GetQuestionBankRequest { Name = Bank });
        return new(bank.Competencies.SelectMany(competency => competency.Criteria).Select(criterion => criterion.Id).Take(Ratings));
    }

    /// <summary>Creates an interview with a panel of so many.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateInterviewAsync(GrpcChannel channel, int panel)
    {
        var interview = new Interview { CandidateId = $"candidate-{++candidates}", Step = "onsite", RoleProfile = RoleProfile };
        interview.Panel.Add(Enumerable.Range(0, panel).Select(member => new PanelMember { InterviewerId = Interviewer(member) }));
        var client = new InterviewService.InterviewServiceClient(channel);
        var request = new CreateInterviewRequest { Interview = interview, RequestId = Guid.NewGuid().ToString() };
        return (await Patience.CallAsync(deadline => client.CreateInterviewAsync(request, deadline: deadline))).Name;
    }

    /// <summary>A request that submits a panel member's card, with an id that makes it safe to repeat.</summary>
    public SubmitScorecardRequest Request(string interview, int member)
    {
        var card = new Scorecard { InterviewerId = Interviewer(member), Note = "Calm, and quick to draw." };
        card.Ratings.Add(criteria.Select((criterion, i) => new Rating
        {
            Criterion = criterion,
            Level = 1 + ((member + i) % 5),
            Evidence = $"Named the buyer and what they would do otherwise, then priced both errors; asked for number {i} of {member}.",
        }));
        return new() { Parent = interview, Scorecard = card, RequestId = Guid.NewGuid().ToString() };
    }

    private static string Interviewer(int member) => string.Create(CultureInfo.InvariantCulture, $"interviewer-{member}");
}
