namespace Assessment.Storage.Tests;

public abstract partial class StoreContract
{
    private GroupLabelStore Labels => new(Db);

    [Fact]
    public async Task SaveLabels_ReplaceAndDelete()
    {
        await Labels.SaveAsync(Tenant, [new("b", "gender", "f"), new("a", "gender", "m"), new("a", "age", A.Odd)], A.Time, Ct);
        Assert.Equal([new("a", "age", A.Odd), new("a", "gender", "m"), new("b", "gender", "f")], await Labels.ReadAsync(Tenant, Ct));
        await Labels.SaveAsync(Tenant, [new("a", "gender", ""), new("b", "gender", "x"), new("b", "gender", "y"), new("c", "age", "")], A.Time, Ct);
        Assert.Equal([new("a", "age", A.Odd), new("b", "gender", "y")], await Labels.ReadAsync(Tenant, Ct));
        Assert.Equal([new("b", "gender", "y")], await Labels.OfCandidateAsync(Tenant, "b", Ct));
        Assert.Empty(await Labels.OfCandidateAsync(Tenant, "B", Ct));
        Assert.Empty(await Labels.ReadAsync("another tenant", Ct));
    }

    [Fact]
    public async Task SaveLabels_TooMany_IsRefused()
    {
        GroupLabel[] labels = [.. Enumerable.Range(0, GroupLabelStore.MostLabels + 1).Select(i => new GroupLabel($"c{i}", "age", "x"))];
        await Assert.ThrowsAsync<ArgumentException>(() => Labels.SaveAsync(Tenant, labels, A.Time, Ct));
        await Labels.SaveAsync(Tenant, labels[1..], A.Time, Ct);
        Assert.Equal(GroupLabelStore.MostLabels, (await Labels.ReadAsync(Tenant, Ct)).Count);
    }

    [Fact]
    public async Task SaveLabels_LeaveTheirNumberInTheAuditChainAndNothingElse()
    {
        await Labels.SaveAsync(Tenant, [new("a", "gender", "f"), new("b", "gender", "")], A.Time, Ct);
        var row = Assert.Single(await AuditRowsAsync(AuditKind.GroupLabelsChanged));
        Assert.Equal((2, Guid.Empty), (row.Revision, Stored.Guid(row.Subject)));
        Assert.Empty(row.Content);
    }

    [Fact]
    public async Task Erase_OfSomebodyWithLabelsOnly_DeletesThem()
    {
        await Labels.SaveAsync(Tenant, [new("a", "gender", "f"), new("a", "age", "x"), new("b", "age", "x")], A.Time, Ct);
        var erasure = await Privacy.EraseAsync(Tenant, "a", Ct);
        Assert.Equal((0, 0, 0, 0), (erasure!.Interviews, erasure.Scorecards, erasure.Drafts, erasure.Answers));
        Assert.Equal([new("b", "age", "x")], await Labels.ReadAsync(Tenant, Ct));
        Assert.Null(await Privacy.EraseAsync(Tenant, "a", Ct));
        Assert.Equal([3, 2], (await AuditRowsAsync(AuditKind.GroupLabelsChanged)).Select(row => row.Revision));
    }

    /// <summary>The events of a kind, in order, of the only chain.</summary>
    private async Task<IReadOnlyList<AuditRow>> AuditRowsAsync(AuditKind kind)
    {
        var rows = await Db.ReadAsync(session => session.ListAsync<AuditRow>(AuditRowsQuery, new { }), Ct);
        return [.. rows.Where(row => row.Kind == kind)];
    }

    private static readonly Statement AuditRowsQuery = Statement.Of(
        """
        SELECT writer_id AS WriterId, sequence AS Sequence, tenant AS Tenant, kind AS Kind, subject AS Subject, revision AS Revision,
            occurred_at AS OccurredAt, content AS Content, heads AS Heads, hash AS Hash
        FROM audit_event
        ORDER BY sequence
        """);
}
