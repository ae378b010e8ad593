using System.Security.Cryptography;
using System.Text;

namespace Assessment.Storage.Tests;

/// <summary>Samples, all different where they need be.</summary>
internal static class A
{
    public const string Odd = "Zoë 📈 ‏עברית‏ 'quoted' \"twice\" \\ %_\r\n\t€\u0001\uFFFD";

    public static readonly DateTimeOffset Time = new DateTimeOffset(2026, 3, 1, 9, 30, 15, TimeSpan.Zero).AddTicks(1_234_560);

    private static int count;

    /// <summary>A UUIDv7, each above the one before.</summary>
    public static Guid Id() => Guid.CreateVersion7(Time.AddMilliseconds(Interlocked.Increment(ref count)));

    public static Document Document(string id = "product-sense", string version = "1.0.0", string content = "competencies: []") => new(
        DocumentKind.QuestionBank,
        id,
        version,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
        Encoding.UTF8.GetBytes(content),
        Time);

    public static Interview Interview() => new()
    {
        Id = Id(),
        CandidateId = "candidate-1",
        ApplicationId = "",
        Step = "onsite",
        Role = "ml_engineer",
        Level = "senior",
        ProfilesId = "role-profiles",
        ProfilesVersion = "1.0.0",
        Banks = [new("data-modeling", "1.0.0"), new("product-sense", "1.2.0")],
        OpenRoles = ["ml_platform_engineer/senior", "data_engineer/staff"],
        Panel = [new("ada", ["P1", "D2"]), new("grace", [])],
        State = InterviewState.Open,
        CreatedAt = Time,
        Version = 1,
    };

    public static Scorecard Draft(Interview interview, string interviewer) => new()
    {
        Id = Id(),
        InterviewId = interview.Id,
        Layer = ScorecardLayer.First,
        InterviewerId = interviewer,
        SubmitterId = interviewer,
        ApplicationId = interview.ApplicationId,
        Step = interview.Step,
        State = ScorecardState.Draft,
        Revision = 0,
        Reason = "",
        CreatedAt = Time,
        RevisedAt = Time.AddMinutes(1),
        Version = 1,
        Ratings = [new("P1.decision", 4, 0, "Chose recall over precision, and said why."), new("D1.leakage", 0, 2, "")],
        Flags = [new("no-loss", "Could not say what was minimized.")],
        Note = "Calm.",
    };

    public static Scorecard Submitted(Interview interview, string interviewer) => Submitted(Draft(interview, interviewer), 1);

    /// <summary>What a draft becomes when it is submitted at a version.</summary>
    public static Scorecard Submitted(Scorecard draft, long version) => draft with
    {
        State = ScorecardState.Submitted,
        Revision = 1,
        SubmittedAt = Time.AddMinutes(2),
        RevisedAt = Time.AddMinutes(2),
        Version = version,
        Score = new(7_123, 6_900, 8_750),
    };

    public static Scorecard Amended(Scorecard card) => card with
    {
        State = ScorecardState.Amended,
        Revision = card.Revision + 1,
        Version = card.Version + 1,
        Reason = "Mixed up two candidates' answers.",
        RevisedAt = card.RevisedAt.AddHours(1),
        InterviewedAt = Time.AddDays(-1),
        SubmitterId = "tool",
        Ratings = [new("P1.decision", 2, 0, "Chose by habit."), new("P1.metric", 3, 0, "")],
        Flags = [],
        Note = "",
        Score = new(3_750, null, 10_000),
    };

    public static Scorecard Withdrawn(Scorecard card) => card with
    {
        State = ScorecardState.Withdrawn,
        Version = card.Version + 1,
        Reason = "Knew the candidate.",
        RevisedAt = card.RevisedAt.AddHours(2),
    };

    public static Claim Claim(Interview interview, string interviewer, string system = "ranking") => new()
    {
        Id = Id(),
        InterviewId = interview.Id,
        InterviewerId = interviewer,
        SubmitterId = interviewer,
        System = system,
        Facts = """{"target":"click within 7 days","labels":120000}""",
        Revision = 1,
        RecordedAt = Time.AddMinutes(3),
    };

    public static Decision Decision(Interview interview) => new()
    {
        Id = Id(),
        InterviewId = interview.Id,
        DecidedBy = "chair",
        Outcome = 2,
        Role = "ml_engineer/senior",
        ReasonCode = 3,
        Reason = "Stronger in data than the panel could see.",
        Verdict = 1,
        EvidenceFlag = 2,
        DecidedAt = Time.AddDays(2),
    };

    public static CalibrationRun Run() => new()
    {
        Id = Id(),
        Filter = """{"role":"ml_engineer"}""",
        Options = """{"seed":7}""",
        State = CalibrationRunState.Queued,
        CreatedAt = Time,
        BeatAt = Time,
        Version = 1,
    };

    public static AnsweredRequest Request(Guid? id = null) => new(
        id ?? Guid.NewGuid(), "assessment.v1.ScorecardService/SubmitScorecard", SHA256.HashData([1, 2, 3]), new byte[] { 0, 255, 10 });
}
