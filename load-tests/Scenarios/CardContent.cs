using Assessment.V1;

namespace Assessment.LoadScenarios;

/// <summary>What interviewers write: cards of twelve ratings for one role, the same in every run.</summary>
public sealed class CardContent
{
    /// <summary>The role that all interviews are for.</summary>
    public const string RoleProfile = "roleProfiles/ml_engineer/levels/senior";

    /// <summary>The bank whose criteria are rated.</summary>
    public const string Bank = "questionBanks/product-sense/versions/latest";

    private const int Ratings = 12;

    private static readonly string[] Evidence =
    [
        "Named the buyer and what they would do otherwise, then priced both errors.",
        "Asked at which moment the feature is known before joining anything.",
        "Took the rollback for granted until asked who would notice.",
        "Drew the label's window and found the leak without a hint.",
        "Could not say for which unit the experiment is randomized.",
        "Compared against the rule that is in production today.",
    ];

    private readonly string[] _criteria;

    private CardContent(IEnumerable<string> criteria) => _criteria = [.. criteria];

    /// <summary>Reads what the server's bank asks for.</summary>
    public static async Task<CardContent> ReadAsync(ServerConnection connection, CancellationToken cancellation)
    {
        var client = new QuestionBankService.QuestionBankServiceClient(connection.Invoker);
        var request = new GetQuestionBankRequest { Name = Bank };
        var bank = await Preparation.CallAsync(() => client.GetQuestionBankAsync(request, connection.Options(cancellation)), cancellation);
        return new(bank.Competencies.SelectMany(competency => competency.Criteria).Select(criterion => criterion.Id).Take(Ratings));
    }

    /// <summary>A request to score the ratings of a numbered person.</summary>
    /// <param name="number">At least 0.</param>
    /// <param name="withEvidence">Whether the interviewer's words are sent too. Without them no level is extreme, since those need them.</param>
    public ScoreRequest ToScore(int number, bool withEvidence) =>
        new() { RoleProfile = RoleProfile, Ratings = { Rate(number, withEvidence) }, Explain = true };

    /// <summary>A panel member's card.</summary>
    public Scorecard Card(string interviewer, int number) => new()
    {
        InterviewerId = interviewer,
        Note = "Calm, and quick to draw.",
        Ratings = { Rate(number, withEvidence: true) },
    };

    private IEnumerable<Rating> Rate(int number, bool withEvidence) => _criteria.Select((criterion, i) => new Rating
    {
        Criterion = criterion,
        Level = withEvidence ? 1 + Spread(number, i, 5) : 2 + Spread(number, i, 3),
        Evidence = withEvidence ? Evidence[(number + i) % Evidence.Length] : "",
    });

    /// <summary>Below the limit; neighbours differ, in their pattern too.</summary>
    private static int Spread(int number, int i, int limit) => (number + (number / limit * i) + i) % limit;
}
