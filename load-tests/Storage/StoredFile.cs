using Assessment.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.StorageLoad;

/// <summary>A database file with a workload's interviews, of which every run gets a copy.</summary>
internal sealed class StoredFile : IDisposable
{
    private const int AtOnce = 512;

    private readonly TemporaryFolder folder;
    private int copies;

    private StoredFile(TemporaryFolder folder) => this.folder = folder;

    private string Original => folder.At("original.db");

    /// <summary>Makes it.</summary>
    public static async Task<StoredFile> CreateAsync(Workload workload, string parent)
    {
        var file = new StoredFile(new(parent));
        await using var db = await SqliteDatabase.OpenAsync(file.Original, TimeProvider.System, CancellationToken.None);
        var store = new InterviewStore(db);
        foreach (var some in workload.Interviews.Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(interview => store.CreateAsync(Workload.Tenant, interview, null, CancellationToken.None)));
        }

        return file;
    }

    /// <summary>A copy of its own for a run.</summary>
    public string Copy()
    {
        string copy = folder.At($"copy-{++copies}.db");
        File.Copy(Original, copy);
        using (var stream = new FileStream(copy, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Flush(flushToDisk: true); // Else the run's first commits wait for the copy.
        }

        return copy;
    }

    /// <summary>Removes a copy.</summary>
    public static void Remove(string copy)
    {
        foreach (string suffix in new[] { "", "-wal", "-shm", ".lock" })
        {
            File.Delete(copy + suffix);
        }
    }

    /// <summary>The secrets under which the candidates' content is digested.</summary>
    public Dictionary<string, byte[]> Secrets()
    {
        using var connection = Connect(Original);
        return connection.Query<(string Candidate, byte[] Secret)>("SELECT candidate_id, secret FROM candidate_key")
            .ToDictionary(row => row.Candidate, row => row.Secret);
    }

    /// <summary>Rows and bytes of each table that a submission writes, so that two ways to write can be compared.</summary>
    public static string Contents(string copy)
    {
        using var connection = Connect(copy);
        string[] tables = ["request", "request_interview", "scorecard", "scorecard_revision", "state_event", "audit_event"];
        return string.Join("; ", tables.Select(table =>
        {
            var columns = connection.Query<string>("SELECT name FROM pragma_table_info(@table)", new { table });
            string bytes = string.Join(" + ", columns.Select(column => $"coalesce(length({column}), 0)"));
            return $"{table} {connection.ExecuteScalar<string>($"SELECT count(*) || ' rows, ' || sum({bytes}) || ' characters' FROM {table}")}";
        }));
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        return connection;
    }
}
