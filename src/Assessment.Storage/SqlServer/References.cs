namespace Assessment.Storage;

/// <summary>The table types in which a query is told which rows it is about.</summary>
internal static class References
{
    /// <summary>Interviews.</summary>
    public static readonly TableType<(string Tenant, Guid Interview)> Interviews = new(
        "dbo.interview_reference",
        TableColumn<(string Tenant, Guid Interview)>.Text("tenant", 128, row => row.Tenant),
        TableColumn<(string Tenant, Guid Interview)>.Fixed("interview_id", 16, row => Stored.Blob(row.Interview)));

    /// <summary>Revisions of scorecards.</summary>
    public static readonly TableType<(byte[] Scorecard, int Revision)> Scorecards = new(
        "dbo.scorecard_reference",
        TableColumn<(byte[] Scorecard, int Revision)>.Fixed("scorecard_id", 16, row => row.Scorecard),
        TableColumn<(byte[] Scorecard, int Revision)>.Int("revision", row => row.Revision));
}
