namespace Assessment.Storage;

/// <summary>A query for whole interviews, newest first.</summary>
internal sealed class InterviewQuery(string tenant)
{
    /// <summary>Only this one; null means any.</summary>
    public Guid? Id { get; init; }

    /// <summary>Only those that fit.</summary>
    public InterviewFilter Filter { get; init; } = new();

    /// <summary>Only ids below; null means any.</summary>
    public Guid? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Take { get; init; } = 1;

    /// <summary>Runs it; one query for the interviews and one for each list that they hold.</summary>
    public async Task<IReadOnlyList<Interview>> ListAsync(Session session, Database db)
    {
        string page = Page(db);
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
        var rows = await session.ListAsync<Row>(
            $"""
            SELECT id AS Id, candidate_id AS CandidateId, application_id AS ApplicationId, step AS Step, role AS Role, level AS Level,
                profiles_id AS ProfilesId, profiles_version AS ProfilesVersion, state AS State, version AS Version,
                created_at AS CreatedAt, closed_at AS ClosedAt
            {page}
            """,
            parameters).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return [];
        }

        // The page once more, in the same snapshot, to fetch what belongs to its interviews.
        async Task<ILookup<Guid, Part>> PartsAsync(string table, string columns, string order) =>
            (await session.ListAsync<Part>(
                $"""
                WITH page AS (SELECT tenant, id {page})
                SELECT p.interview_id AS InterviewId, {columns}
                FROM page JOIN {table} p ON p.tenant = page.tenant AND p.interview_id = page.id
                ORDER BY p.interview_id, p.{order}
                """,
                parameters).ConfigureAwait(false)).ToLookup(part => Stored.Guid(part.InterviewId));

        var banks = await PartsAsync("interview_bank", "p.bank_id AS Name, p.version AS Text", "bank_id").ConfigureAwait(false);
        var roles = await PartsAsync("interview_open_role", "p.role AS Name, '' AS Text", "ordinal").ConfigureAwait(false);
        var panel = await PartsAsync("panel_member", "p.interviewer_id AS Name, p.focus AS Text", "interviewer_id").ConfigureAwait(false);
        return [.. rows.Select(row => row.ToInterview(banks, roles, panel))];
    }

    private string Page(Database db)
    {
        string where = string.Concat(
            Id is null ? "" : " AND id = @Id",
            Filter.CandidateId is null ? "" : " AND candidate_id = @CandidateId",
            Filter.InterviewerId is null
                ? ""
                : " AND id IN (SELECT m.interview_id FROM panel_member m WHERE m.tenant = @tenant AND m.interviewer_id = @InterviewerId)",
            Filter.State is { } state ? $" AND state = {(int)state}" : "", // Not a parameter: an index holds the open ones only.
            Filter.Role is null ? "" : " AND role = @Role",
            Filter.Level is null ? "" : " AND level = @Level",
            Before is null ? "" : " AND id < @Before");
        return $"FROM interview WHERE tenant = @tenant{where} ORDER BY id DESC {db.FirstRows}";
    }

    private sealed class Part
    {
        public required byte[] InterviewId { get; init; }

        public required string Name { get; init; }

        public required string Text { get; init; }
    }

    private sealed class Row
    {
        public required byte[] Id { get; init; }

        public required string CandidateId { get; init; }

        public required string ApplicationId { get; init; }

        public required string Step { get; init; }

        public required string Role { get; init; }

        public required string Level { get; init; }

        public required string ProfilesId { get; init; }

        public required string ProfilesVersion { get; init; }

        public required InterviewState State { get; init; }

        public required long Version { get; init; }

        public required long CreatedAt { get; init; }

        public long? ClosedAt { get; init; }

        public Interview ToInterview(ILookup<Guid, Part> banks, ILookup<Guid, Part> roles, ILookup<Guid, Part> panel)
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
                Banks = [.. banks[id].Select(bank => new PinnedBank(bank.Name, bank.Text))],
                OpenRoles = [.. roles[id].Select(role => role.Name)],
                Panel = [.. panel[id].Select(member => new PanelMember(member.Name, Stored.Words(member.Text)))],
                State = State,
                CreatedAt = Stored.Time(CreatedAt),
                ClosedAt = Stored.Time(ClosedAt),
                Version = Version,
            };
        }
    }
}
