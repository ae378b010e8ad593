namespace Assessment.Storage.Tests;

/// <summary>The contract on a server that speaks TDS; skipped, one by one, where there is none.</summary>
public sealed class SqlServerStoreTests(SqlServerFixture server) : StoreContract, IClassFixture<SqlServerFixture>
{
    private bool opened;

    protected override async Task<Database> OpenAsync()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        if (!opened)
        {
            await server.EmptyAsync();
            opened = true;
        }

        return await SqlServerDatabase.OpenAsync(server.ConnectionString, Clock, Ct);
    }
}
