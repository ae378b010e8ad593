namespace Assessment.Storage;

/// <summary>
/// The groups that candidates belong to, for adverse impact in aggregate. Apart from everything else: no other query reads them, and no
/// audit event says whose they are.
/// </summary>
/// <remarks>Every method may also throw <see cref="StorageUnavailableException"/>, and a write <see cref="StorageOverloadedException"/>.</remarks>
public sealed class GroupLabelStore(Database db)
{
    /// <summary>The most labels of one write.</summary>
    public const int MostLabels = 1_000;

    private const string Select = "SELECT candidate_id AS CandidateId, category AS Category, label AS Label FROM group_label";

    private const string ByKey = "ORDER BY candidate_id, category";

    private static readonly Statement AllQuery = Statement.Of($"{Select} WHERE tenant = @tenant {ByKey}");

    private static readonly Statement OfCandidateQuery =
        Statement.Of($"{Select} WHERE tenant = @tenant AND candidate_id = @candidate {ByKey}");

    private static readonly Statement Delete =
        Statement.Of("DELETE FROM group_label WHERE tenant = @tenant AND candidate_id = @candidate AND category = @category");

    private static readonly Statement DeleteOfCandidate =
        Statement.Of("DELETE FROM group_label WHERE tenant = @tenant AND candidate_id = @candidate");

    private static readonly Statement Insert = Statement.Insert("group_label", "tenant, candidate_id, category, label, labelled_at");

    /// <summary>Stores labels, each in the place of the candidate's earlier one of that category. The audit chain learns their number.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="labels">At most <see cref="MostLabels"/>; of the same candidate and category the last one counts.</param>
    /// <param name="at">When.</param>
    /// <param name="ct">Drops the write while it still waits its turn.</param>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public Task SaveAsync(string tenant, IReadOnlyList<GroupLabel> labels, DateTimeOffset at, CancellationToken ct)
    {
        Require.That(labels.Count <= MostLabels, $"At most {MostLabels} labels are stored at once.");
        return db.WriteAsync(
            async session =>
            {
                foreach (var (candidate, category, label) in labels)
                {
                    await session.RunAsync(Delete, tenant, candidate, category).ConfigureAwait(false);
                    if (label.Length > 0)
                    {
                        await session.RunAsync(Insert, tenant, candidate, category, label, Stored.Microseconds(at)).ConfigureAwait(false);
                    }
                }

                session.Audited.Add(new(tenant, AuditKind.GroupLabelsChanged, default, labels.Count, at, []));
            },
            ct);
    }

    /// <summary>Every label, ordered by candidate, then category.</summary>
    public Task<IReadOnlyList<GroupLabel>> ReadAsync(string tenant, CancellationToken ct) =>
        db.ReadAsync(session => session.ListAsync<GroupLabel>(AllQuery, new { tenant }), ct);

    /// <summary>A candidate's labels, ordered by category: for the candidate to see.</summary>
    public Task<IReadOnlyList<GroupLabel>> OfCandidateAsync(string tenant, string candidateId, CancellationToken ct) =>
        db.ReadAsync(session => session.ListAsync<GroupLabel>(OfCandidateQuery, new { tenant, candidate = candidateId }), ct);

    /// <summary>Deletes a candidate's labels, with an audit event when there were some.</summary>
    /// <returns>How many.</returns>
    internal static async Task<int> DeleteAsync(WriteSession session, string tenant, string candidateId, DateTimeOffset at)
    {
        int labels = await session.RunAsync(DeleteOfCandidate, tenant, candidateId).ConfigureAwait(false);
        if (labels > 0)
        {
            session.Audited.Add(new(tenant, AuditKind.GroupLabelsChanged, default, labels, at, []));
        }

        return labels;
    }
}
