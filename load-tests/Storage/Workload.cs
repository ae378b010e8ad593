using System.Security.Cryptography;
using System.Text;
using Assessment.Storage;

namespace Assessment.StorageLoad;

/// <summary>A card as the server hands it to its store: with its interview's version, and the request that it answers.</summary>
internal sealed record PreparedCard(ScorecardSubmission Submission, AnsweredRequest Request);

/// <summary>Interviews, and cards of twelve ratings for them. Seeded: every run stores the same.</summary>
internal sealed class Workload
{
    /// <summary>Whose.</summary>
    public const string Tenant = "default";

    /// <summary>Bytes of the stored answer: what the server's own answer to a card of twelve ratings takes.</summary>
    private const int AnswerBytes = 2_200;

    private const int PanelMembers = 4;
    private const int Interviewers = 400;

    private static readonly string[] Criteria =
    [
        "P1.decision", "P1.target", "P1.cost-of-error", "P2.metric", "P2.baseline", "P3.experiment-unit",
        "D1.leakage", "D1.point-in-time", "D2.grain", "D4.labels", "M1.rollback", "M3.monitoring",
    ];

    private static readonly string[] Sentences =
    [
        "Named the buyer and what they would do otherwise, then priced both errors.",
        "Asked at which moment the feature is known before joining anything.",
        "Took the rollback for granted until asked who would notice.",
        "Drew the label's window and found the leak without a hint.",
        "Could not say for which unit the experiment is randomized.",
        "Compared against the rule that is in production today.",
    ];

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(20_261_124);
    private readonly byte[][] answers;
    private readonly int sentences;

    /// <param name="cards">How many cards.</param>
    /// <param name="sentences">Of evidence, to each rating.</param>
    public Workload(int cards, int sentences = 2)
    {
        this.sentences = sentences;
        answers = [.. Enumerable.Range(0, 64).Select(_ => RandomNumberBytes(AnswerBytes))];
        Interviews = [.. Enumerable.Range(0, (cards + PanelMembers - 1) / PanelMembers).Select(Interview)];
        var seats = Interviews.SelectMany(interview => interview.Panel.Select(member => (interview, member.InterviewerId))).ToArray();
        random.Shuffle(seats); // Interviews that are held at the same time are written up at the same time.
        Cards = [.. seats.Take(cards).Select((seat, i) => Card(seat.interview, seat.InterviewerId, Start.AddDays(1).AddMilliseconds(i)))];
    }

    /// <summary>The interviews, to be stored before.</summary>
    public IReadOnlyList<Interview> Interviews { get; }

    /// <summary>The cards, one for each seat of a panel, in an order of chance.</summary>
    public IReadOnlyList<PreparedCard> Cards { get; }

    private Interview Interview(int number)
    {
        int[] panel = [.. Enumerable.Range(0, Interviewers)];
        random.Shuffle(panel);
        var at = Start.AddMilliseconds(number);
        return new()
        {
            Id = Guid.CreateVersion7(at),
            CandidateId = $"candidate-{number:000000}",
            ApplicationId = $"application-{number:000000}",
            Step = "onsite",
            Role = "ml_engineer",
            Level = "senior",
            ProfilesId = "role-profiles",
            ProfilesVersion = "1.0.0",
            Banks = [new("data-modeling", "1.0.0"), new("ml-platform", "1.0.0"), new("product-sense", "1.0.0")],
            OpenRoles = [],
            Panel = [.. panel.Take(PanelMembers).Order().Select(who => new PanelMember($"interviewer-{who:000}", ["P1", "P2", "D1"]))],
            State = InterviewState.Open,
            CreatedAt = at,
            Version = 1,
        };
    }

    private PreparedCard Card(Interview interview, string interviewer, DateTimeOffset at)
    {
        var card = new Scorecard
        {
            Id = Guid.CreateVersion7(at),
            InterviewId = interview.Id,
            Layer = ScorecardLayer.First,
            InterviewerId = interviewer,
            SubmitterId = interviewer,
            ApplicationId = interview.ApplicationId,
            Step = interview.Step,
            State = ScorecardState.Submitted,
            Revision = 1,
            Reason = "",
            InterviewedAt = at.AddHours(-2),
            CreatedAt = at,
            SubmittedAt = at,
            RevisedAt = at,
            Version = 1,
            Focus = ["P1", "P2", "D1"],
            Ratings = [.. Criteria.Select(criterion => new StoredRating(criterion, random.Next(1, 6), 0, Evidence()))],
            Flags = [],
            Note = Evidence(),
            Score = new(random.Next(10_001), random.Next(10_001), random.Next(10_001)),
        };
        var request = new AnsweredRequest(
            new Guid(RandomNumberBytes(16)),
            "/assessment.v1.ScorecardService/SubmitScorecard",
            SHA256.HashData(Encoding.UTF8.GetBytes(interviewer)),
            answers[random.Next(answers.Length)]);
        return new(new(card, interview.Version, DraftVersion: null), request);
    }

    private string Evidence() => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Sentences[random.Next(Sentences.Length)]));

    private byte[] RandomNumberBytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
