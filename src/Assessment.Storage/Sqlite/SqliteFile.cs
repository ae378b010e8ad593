using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Assessment.Storage;

/// <summary>A database file that no other process has open.</summary>
internal sealed class SqliteFile : IDisposable
{
    /// <summary>
    /// The writer's page cache. SQLite's own 2 MB hold less than one full commit changes: it would write pages out and read them back
    /// before the commit. Readers keep that, being many.
    /// </summary>
    private const int WriterCacheKibibytes = 64 * 1024;

    /// <summary>
    /// Pages of the write-ahead log, 16 MB, that are copied into the file at once. At SQLite's own 1,000, full commits would copy the
    /// same busy pages each time.
    /// </summary>
    private const int PagesPerCheckpoint = 4_000;

    private readonly FileStream exclusive;
    private readonly int busySeconds;

    /// <remarks>
    /// SQLite counts every byte that it allocates under one lock of the process, where readers would wait for each other and for the writer.
    /// Where it runs already, as in a test of the driver itself, it goes on counting.
    /// </remarks>
    static SqliteFile()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private SqliteFile(string path, FileStream exclusive, int busySeconds) =>
        (Path, this.exclusive, this.busySeconds) = (path, exclusive, busySeconds);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Takes the file, creating it when there is none.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="busySeconds">How long a statement waits for a foreign program's lock, e.g. a backup's; from 1.</param>
    /// <exception cref="DatabaseException">It can't be had.</exception>
    public static SqliteFile Take(string path, int busySeconds)
    {
        path = System.IO.Path.GetFullPath(path);
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(path) ?? path);
        if (!folder.Exists)
        {
            throw new DatabaseException($"The folder of the database {path} does not exist. Create it, or name another one.");
        }

        if (Directory.Exists(path))
        {
            throw new DatabaseException($"{path} is a folder. Name a file in it.");
        }

        if (IsReadOnly(folder) || IsReadOnly(new FileInfo(path)))
        {
            throw ReadOnly(path);
        }

        return new SqliteFile(path, Lock(path), busySeconds);
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="onlyReads">Whether it refuses to write.</param>
    /// <exception cref="SqliteException">It can't be opened.</exception>
    public KeptConnection Connect(bool onlyReads)
    {
        var connection = new KeptConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = busySeconds,
            ForeignKeys = true,
        }.ToString());
        try
        {
            connection.Open();
            using var setUp = connection.CreateCommand();
            setUp.CommandText = $"""
                PRAGMA busy_timeout = {busySeconds * 1000}; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
                PRAGMA wal_autocheckpoint = {PagesPerCheckpoint};
                """
                + (onlyReads ? "PRAGMA query_only = TRUE" : $"PRAGMA cache_size = -{WriterCacheKibibytes}");
            setUp.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies the write-ahead log into the file and cuts it to nothing, so that it holds no earlier state of a row.
    /// What was deleted in the file itself is overwritten at once: <c>secure_delete</c> is on.
    /// </summary>
    /// <returns>False when a reader held the log; then the next time does it.</returns>
    public bool EmptyLog()
    {
        using var connection = Connect(onlyReads: false);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        return (long)command.ExecuteScalar()! == 0;
    }

    /// <summary>What an operator is told when the file could not be opened.</summary>
    public DatabaseException Explain(SqliteException failure) => failure.SqliteErrorCode switch
    {
        SQLITE_NOTADB => new($"{Path} is not a SQLite database. It was left as it is; name another file.", failure),
        SQLITE_CORRUPT => new($"The database {Path} is damaged: {failure.Message} Restore it from a backup.", failure),
        SQLITE_BUSY or SQLITE_LOCKED => InUse(Path, failure),
        SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH => ReadOnly(Path, failure),
        _ => new($"The database {Path} can't be opened: {failure.Message}", failure),
    };

    /// <summary>Lets other processes have the file.</summary>
    public void Dispose() => exclusive.Dispose();

    /// <summary>The lock file stays when its process ends; the lock on it does not, however the process ends.</summary>
    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw ReadOnly(path, e);
        }
        catch (IOException e)
        {
            throw InUse(path, e);
        }
    }

    private static bool IsReadOnly(FileSystemInfo entry) => entry.Exists && entry.Attributes.HasFlag(FileAttributes.ReadOnly);

    private static DatabaseException ReadOnly(string path, Exception? cause = null) =>
        new($"The database {path}, or its folder, is read-only. Let this user write both, or name another file.", cause);

    private static DatabaseException InUse(string path, Exception cause) =>
        new($"The database {path} is in use by another process. Stop that one first, or name another file. ({cause.Message})", cause);
}
