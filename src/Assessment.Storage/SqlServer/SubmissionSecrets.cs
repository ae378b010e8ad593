namespace Assessment.Storage;

/// <summary>Fetches the secrets that submissions are digested under, those not yet known in one round trip.</summary>
internal static class SubmissionSecrets
{
    private static readonly Statement Query = Statement.Only(
        Dialect.SqlServer,
        """
        SELECT i.tenant, i.id, k.secret
        FROM @interviews w
        JOIN interview i ON i.tenant = w.tenant AND i.id = w.interview_id
        JOIN candidate_key k ON k.tenant = i.tenant AND k.candidate_id = i.candidate_id
        """);

    /// <summary>Makes the secrets known; those of interviews that are not stored, or were erased, stay unknown.</summary>
    public static async Task FetchAsync(SqlServerSession session, CandidateKeys keys, IReadOnlyList<Submission> submissions)
    {
        (string Tenant, Guid Interview)[] unknown =
        [
            .. submissions
                .SelectMany(submission => submission.Cards.Select(item => (submission.Tenant, item.Card.InterviewId)))
                .Distinct()
                .Where(interview => keys.Known(interview.Tenant, interview.InterviewId) is null),
        ];
        if (unknown.Length > 0)
        {
            await session.ReadAsync(
                Query,
                [References.Interviews.Parameter("@interviews", unknown)],
                row => keys.Keep(row.GetString(0), Stored.Guid((byte[])row[1]), (byte[])row[2])).ConfigureAwait(false);
        }
    }
}
