using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage.Tests;

public sealed class DatabaseCopyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    /// <summary>A new table or column that the copy forgets fails here.</summary>
    [Fact]
    public async Task Queries_NameEveryTableAndColumn()
    {
        string path = folder.File("test.db");
        await using (await SqliteDatabase.OpenAsync(path, TimeProvider.System, Ct))
        {
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        var expected = (await connection.QueryAsync<(string, string)>(
            """
            SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'schema_version'
            """)).ToHashSet();
        var copied = DatabaseCopy.Queries.SelectMany(query =>
        {
            using var reader = connection.ExecuteReader(query.In(Dialect.Sqlite));
            return Enumerable.Range(0, reader.FieldCount).Select(i => (DatabaseCopy.NameOf(query), reader.GetName(i))).ToList();
        }).ToHashSet();
        Assert.Equal(expected.Order(), copied.Order());
    }

    [Fact]
    public async Task Run_FileThatIsNotThere_IsSaidBeforeAnythingElse()
    {
        var refusal = await Assert.ThrowsAsync<DatabaseException>(
            () => DatabaseCopy.RunAsync(folder.File("missing.db"), "Server=127.0.0.1;Database=x", TimeProvider.System, null, Ct));
        Assert.Contains("There is no database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checksum_DependsOnEveryValueAndNotOnTheOrder()
    {
        object[][] rows = [[1L, "a", new byte[] { 1 }], [2L, "b", DBNull.Value], [3L, "", Array.Empty<byte>()]];
        string whole = Of(rows);
        Assert.Equal(whole, Of(rows.Reverse()));
        Assert.Equal(whole, Of([[1, "a", new byte[] { 1 }], .. rows.Skip(1)])); // An int is the same number.
        Assert.NotEqual(whole, Of([[1L, "a", new byte[] { 2 }], .. rows.Skip(1)]));
        Assert.NotEqual(whole, Of([[1L, "A", new byte[] { 1 }], .. rows.Skip(1)]));
        Assert.NotEqual(whole, Of([rows[0], [2L, "b", ""], rows[2]]));
        Assert.NotEqual(whole, Of([.. rows, rows[0], rows[0]]));
    }

    private static string Of(IEnumerable<object[]> rows)
    {
        var checksum = new TableChecksum();
        foreach (object[] row in rows)
        {
            checksum.Add(row);
        }

        return checksum.Text;
    }
}
