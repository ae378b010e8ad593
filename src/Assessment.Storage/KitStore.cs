namespace Assessment.Storage;

/// <summary>What is known of the questions that were put before.</summary>
/// <param name="AskedOfCandidate">Questions of the candidate's other interviews.</param>
/// <param name="AskedLately">Questions of the newest other kits.</param>
/// <param name="Exposures">How many other kits each question is in; absent means none.</param>
public sealed record QuestionHistory(
    IReadOnlySet<string> AskedOfCandidate, IReadOnlySet<string> AskedLately, IReadOnlyDictionary<string, int> Exposures);

/// <summary>The questions of each interview's kit.</summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class KitStore(Database db)
{
    private static readonly Statement Delete =
        Statement.Of("DELETE FROM kit_question WHERE tenant = @tenant AND interview_id = @Interview");

    private static readonly Statement CandidateQuery = Statement.Of(
        """
        SELECT DISTINCT question_id FROM kit_question
        WHERE tenant = @tenant AND candidate_id = @candidateId AND interview_id <> @Interview
        """);

    private static readonly Statement ExposuresQuery = Statement.Of(
        """
        SELECT question_id AS QuestionId, count(*) AS Kits FROM kit_question
        WHERE tenant = @tenant AND interview_id <> @Interview
        GROUP BY question_id
        """);

    private static readonly Statement LatelyQuery = Statement.Of(dialect =>
        $"""
        SELECT DISTINCT q.question_id FROM kit_question q
        JOIN (
            SELECT interview_id, max(built_at) AS newest FROM kit_question
            WHERE tenant = @tenant AND interview_id <> @Interview
            GROUP BY interview_id
            ORDER BY newest DESC, interview_id DESC {dialect.FirstRows()}) AS kit
            ON kit.interview_id = q.interview_id
        WHERE q.tenant = @tenant
        """);

    private static readonly Statement Insert =
        Statement.Insert("kit_question", "tenant, interview_id, question_id, candidate_id, built_at");

    /// <summary>What is known of the questions that were put in other interviews than this one.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interviewId">The interview that a kit is built for; an empty id is none.</param>
    /// <param name="candidateId">Its candidate; empty is none.</param>
    /// <param name="recentKits">How many of the newest kits count as lately, from 0.</param>
    /// <param name="ct">Interrupts the read.</param>
    public Task<QuestionHistory> HistoryAsync(
        string tenant, Guid interviewId, string candidateId, int recentKits, CancellationToken ct)
    {
        var parameters = new { tenant, candidateId, Interview = Stored.Blob(interviewId), Take = recentKits };
        return db.ReadAsync(
            async session =>
            {
                var asked = await session.ListAsync<string>(CandidateQuery, parameters).ConfigureAwait(false);
                var lately = recentKits == 0 ? [] : await session.ListAsync<string>(LatelyQuery, parameters).ConfigureAwait(false);
                var exposures = await session.ListAsync<Exposure>(ExposuresQuery, parameters).ConfigureAwait(false);
                return new QuestionHistory(
                    asked.ToHashSet(StringComparer.Ordinal),
                    lately.ToHashSet(StringComparer.Ordinal),
                    exposures.ToDictionary(e => e.QuestionId, e => e.Kits, StringComparer.Ordinal));
            },
            ct);
    }

    /// <summary>Stores an interview's kit; an earlier one is replaced.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="interviewId">The interview.</param>
    /// <param name="candidateId">Its candidate.</param>
    /// <param name="questionIds">The questions of all members, each once.</param>
    /// <param name="builtAt">When, UTC.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    public Task SaveAsync(
        string tenant, Guid interviewId, string candidateId, IReadOnlyList<string> questionIds, DateTimeOffset builtAt, CancellationToken ct) =>
        db.WriteAsync(
            async session =>
            {
                byte[] interview = Stored.Blob(interviewId);
                await session.RunAsync(Delete, tenant, interview).ConfigureAwait(false);
                foreach (string questionId in questionIds)
                {
                    await session.RunAsync(Insert, tenant, interview, questionId, candidateId, Stored.Microseconds(builtAt))
                        .ConfigureAwait(false);
                }
            },
            ct);

    private sealed class Exposure
    {
        public required string QuestionId { get; init; }

        public required int Kits { get; init; }
    }
}
