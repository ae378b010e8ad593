using System.Reflection;

namespace Assessment.Server;

/// <summary>What requests are held to; the section <c>Limits</c> of the settings. A request over a limit is refused, never cut.</summary>
internal sealed class Limits
{
    /// <summary>The limits that hold when nothing is set.</summary>
    public static readonly Limits Default = new();

    [Limit("characters of an opaque id: candidate, application, step, interviewer, submitter", 16, 128)]
    public int IdLength { get; init; } = 128;

    [Limit("characters of the file name that a bank's source is said to come from", 16, 1_000)]
    public int FileNameLength { get; init; } = 1_000;

    [Limit("characters of the evidence beside one rating or red flag", 100, 20_000)]
    public int EvidenceLength { get; init; } = 4_000;

    [Limit("characters of a scorecard's note", 100, 40_000)]
    public int NoteLength { get; init; } = 8_000;

    [Limit("characters of the reason of an amendment or withdrawal", 16, 4_000)]
    public int ReasonLength { get; init; } = 1_000;

    [Limit("ratings, and red flags, of one scorecard", 1, 2_000)]
    public int RatingsPerScorecard { get; init; } = 500;

    [Limit("members of one panel", 1, 32)]
    public int PanelMembers { get; init; } = 32;

    [Limit("other roles open to a candidate", 0, 24)]
    public int OpenRoles { get; init; } = 24;

    [Limit("pinned banks of one interview", 1, 12)]
    public int BanksPerInterview { get; init; } = 12;

    [Limit("competencies of the pinned banks together", 1, 64)]
    public int CompetenciesPerInterview { get; init; } = 64;

    [Limit("minutes that one member's part of a kit is planned for (at least 5)", 5, 480)]
    public int KitMinutes { get; init; } = 240;

    [Limit("members that a kit is planned for", 1, 16)]
    public int KitMembers { get; init; } = 8;

    [Limit("recent kits whose questions a kit can avoid", 0, 10_000)]
    public int RecentKits { get; init; } = 1_000;

    [Limit("characters of the reason of a decision", 100, 20_000)]
    public int DecisionReasonLength { get; init; } = 4_000;

    [Limit("candidates side by side", 1, 100)]
    public int ComparedCandidates { get; init; } = 20;

    [Limit("candidates in one order", 2, 1_000)]
    public int RankedCandidates { get; init; } = 200;

    [Limit("characters of the name of a system that a claim is about", 16, 100)]
    public int SystemLength { get; init; } = 100;

    [Limit("characters of one fact of a claim", 100, 10_000)]
    public int FactLength { get; init; } = 2_000;

    [Limit("versions, and owned choices, of one claim", 1, 100)]
    public int ClaimItems { get; init; } = 20;

    [Limit("competencies that a calibration is restricted to", 1, 1_000)]
    public int CalibratedCompetencies { get; init; } = 100;

    [Limit("calibration runs of a tenant that may wait, and replays of a server", 1, 200)]
    public int WaitingCalibrations { get; init; } = 16;

    [Limit("fair scores of a page when none are asked for", 1, 1_000)]
    public int DefaultFairScores { get; init; } = 200;

    [Limit("fair scores of a page", 1, 10_000)]
    public int MaximumFairScores { get; init; } = 1_000;

    [Limit("group labels in one request", 1, 10_000)]
    public int GroupLabels { get; init; } = 1_000;

    [Limit("characters of a group label", 1, 100)]
    public int GroupLabelLength { get; init; } = 100;

    [Limit("sets of ratings in one batch to score", 1, 10_000)]
    public int ScoreBatch { get; init; } = 1_000;

    [Limit("scorecards in one batch to submit", 1, 5_000)]
    public int SubmitBatch { get; init; } = 500;

    [Limit("heads kept elsewhere that one verification of the audit chains is given", 1, 100_000)]
    public int AuditHeads { get; init; } = 10_000;

    [Limit("bytes of one bank's source", 1_024, 1 << 20)]
    public int BankBytes { get; init; } = 1 << 20;

    [Limit("problems of one bank's source that an answer lists", 1, 5_000)]
    public int BankDiagnostics { get; init; } = 500;

    [Limit("items of a page when none are asked for", 1, 1_000)]
    public int DefaultPageSize { get; init; } = 50;

    [Limit("items of a page; more asked for are so many given", 1, 1_000)]
    public int MaximumPageSize { get; init; } = 200;

    [Limit("bytes of one request message", 64 << 10, 64 << 20)]
    public int MessageBytes { get; init; } = 4 << 20;

    [Limit("streamed items that one call may have in progress before the server stops reading", 1, 10_000)]
    public int StreamInFlight { get; init; } = 256;

    [Limit("calls a second of one caller, over time", 1, 1_000_000)]
    public int CallsPerSecond { get; init; } = 5_000;

    [Limit("calls of one caller at once, before their rate counts", 1, 1_000_000)]
    public int CallBurst { get; init; } = 10_000;

    [Limit("open streams of one caller", 1, 10_000)]
    public int StreamsPerCaller { get; init; } = 64;

    [Limit("open streams of a server", 1, 100_000)]
    public int Streams { get; init; } = 2_000;

    [Limit("calls in progress for each processor of the server, streams apart", 1, 10_000)]
    public int CallsInProgress { get; init; } = 48;

    [Limit("calls and other work that wait for a processor, for each processor of the server", 1, 10_000)]
    public int WaitingWork { get; init; } = 64;

    [Limit("milliseconds for which the two limits before may be exceeded, up to four times, before calls are refused", 0, 10_000)]
    public int BurstMilliseconds { get; init; } = 100;

    /// <summary>Every limit, in the order in which they stand here.</summary>
    public static IReadOnlyList<LimitRow> Table { get; } =
    [
        .. from property in typeof(Limits).GetProperties(BindingFlags.Public | BindingFlags.Instance)
           let limit = property.GetCustomAttribute<LimitAttribute>()!
           select new LimitRow(property.Name, limit.Meaning, (int)property.GetValue(Default)!, limit.Least, limit.Most),
    ];

    /// <summary>What is wrong with the values, a line for each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var row in Table)
        {
            int value = (int)typeof(Limits).GetProperty(row.Name)!.GetValue(this)!;
            if (value < row.Least || value > row.Most)
            {
                yield return FormattableString.Invariant($"Limits:{row.Name} is {value}; it is {row.Least} to {row.Most}.");
            }
        }

        if (DefaultPageSize > MaximumPageSize || DefaultFairScores > MaximumFairScores)
        {
            yield return "Limits: a page can't have more items by default than at most.";
        }
    }
}

/// <summary>What a limit counts, and the values that it can be given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LimitAttribute(string meaning, int least, int most) : Attribute
{
    public string Meaning { get; } = meaning;

    public int Least { get; } = least;

    public int Most { get; } = most;
}

/// <summary>A limit as documentation lists it.</summary>
internal sealed record LimitRow(string Name, string Meaning, int Default, int Least, int Most);
