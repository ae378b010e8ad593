namespace Assessment.Storage;

/// <summary>Databases of every engine.</summary>
public static class Databases
{
    /// <summary>Opens a database: SQL Server's for a connection string, which names a Server; else a SQLite file.</summary>
    /// <param name="database">A connection string or a file's name.</param>
    /// <param name="clock">Where times come from that no caller gives.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="DatabaseException">It can't be opened; the message says why and what to do, and never holds a password.</exception>
    public static async Task<Database> OpenAsync(string database, TimeProvider clock, CancellationToken ct) =>
        SqlServerDatabase.IsConnectionString(database)
            ? await SqlServerDatabase.OpenAsync(database, clock, ct).ConfigureAwait(false)
            : await SqliteDatabase.OpenAsync(database, clock, ct).ConfigureAwait(false);
}
