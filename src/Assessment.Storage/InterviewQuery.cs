using System.Text.Json;

namespace Assessment.Storage;

/// <summary>A query for whole interviews, newest first.</summary>
internal sealed class InterviewQuery(string tenant)
{
    private static readonly string[] Conditions =
    [
        "id = @Id",
        "candidate_id = @CandidateId",
        "id IN (SELECT m.interview_id FROM panel_member m WHERE m.tenant = @tenant AND m.interviewer_id = @InterviewerId)",
        $"state = {(int)InterviewState.Open}", // Not a parameter: an index holds the open ones only.
        $"state = {(int)InterviewState.Closed}",
        "role = @Role",
        "level = @Level",
        "id < @Before",
    ];

    private static readonly StatementFamily Interviews = new(
        (dialect, where) => $"""
            SELECT id AS Id, candidate_id AS CandidateId, application_id AS ApplicationId, step AS Step, role AS Role, level AS Level,
                profiles_id AS ProfilesId, profiles_version AS ProfilesVersion, banks AS Banks, open_roles AS OpenRoles,
                state AS State, version AS Version, created_at AS CreatedAt, closed_at AS ClosedAt,
                erased_at AS ErasedAt
            {Page(dialect, where)}
            """,
        Conditions);

    private static readonly StatementFamily Panels = new(
        (dialect, where) => $"""
            WITH page AS (SELECT tenant, id {Page(dialect, where)})
            SELECT p.interview_id AS InterviewId, p.interviewer_id AS InterviewerId, p.focus AS Focus
            FROM page JOIN panel_member p ON p.tenant = page.tenant AND p.interview_id = page.id
            ORDER BY p.interview_id, p.interviewer_id
            """,
        Conditions);

    /// <summary>Only this one; null means any.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only those that fit.</summary>
    public InterviewFilter Filter { get; init; } = new();

    /// <summary>Only ids below; null means any.</summary>
    public Guid? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Take { get; init; } = 1;

    /// <summary>Runs it: a query for the interviews, and one for their panels.</summary>
    public async Task<IReadOnlyList<Interview>> ListAsync(Session session)
    {
        var parameters = new
        {
            tenant,
            Id = Id is { } id ? Stored.Blob(id) : null,
            Filter.CandidateId,
            Filter.InterviewerId,
            Filter.Role,
            Filter.Level,
            Before = Before is { } before ? Stored.Blob(before) : null,
            Take,
        };
        var rows = await session.ListAsync<Row>(Choose(Interviews), parameters).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return [];
        }

        // The page once more, in the same snapshot, to fetch its panels.
        var panels = (await session.ListAsync<Member>(Choose(Panels), parameters).ConfigureAwait(false))
            .ToLookup(member => Stored.Guid(member.InterviewId));
        return [.. rows.Select(row => row.ToInterview(panels))];
    }

    private Statement Choose(StatementFamily family) => family.With(
        Id is not null,
        Filter.CandidateId is not null,
        Filter.InterviewerId is not null,
        Filter.State == InterviewState.Open,
        Filter.State == InterviewState.Closed,
        Filter.Role is not null,
        Filter.Level is not null,
        Before is not null);

    private static string Page(Dialect dialect, string where) =>
        $"FROM interview WHERE tenant = @tenant{where} ORDER BY id DESC {dialect.FirstRows()}";

    private sealed class Member
    {
        public required byte[] InterviewId { get; init; }

        public required string InterviewerId { get; init; }

        public required string Focus { get; init; }
    }

    private sealed record Row : NewInterviewRow
    {
        public required InterviewState State { get; init; }

        public required long Version { get; init; }

        public long? ClosedAt { get; init; }

        public long? ErasedAt { get; init; }

        public Interview ToInterview(ILookup<Guid, Member> panels)
        {
            var id = Stored.Guid(Id);
            return new()
            {
                Id = id,
                CandidateId = CandidateId,
                ApplicationId = ApplicationId,
                Step = Step,
                Role = Role,
                Level = Level,
                ProfilesId = ProfilesId,
                ProfilesVersion = ProfilesVersion,
                Banks = [.. JsonSerializer.Deserialize<string[][]>(Banks)!.Select(bank => new PinnedBank(bank[0], bank[1]))],
                OpenRoles = Stored.Words(OpenRoles),
                Panel = [.. panels[id].Select(member => new PanelMember(member.InterviewerId, Stored.Words(member.Focus)))],
                State = State,
                CreatedAt = Stored.Time(CreatedAt),
                ClosedAt = Stored.Time(ClosedAt),
                ErasedAt = Stored.Time(ErasedAt),
                Version = Version,
            };
        }
    }
}
