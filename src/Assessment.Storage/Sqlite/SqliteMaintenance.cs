using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.Storage;

/// <summary>A table and how many rows it has.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows.</param>
public sealed record TableCount(string Table, long Rows);

/// <summary>What a database holds.</summary>
/// <param name="Applied">The scripts that its schema was made by, in order.</param>
/// <param name="Pending">The scripts of this program that it has not seen, in order.</param>
/// <param name="Unknown">The scripts that it has seen and this program does not know; then it needs a newer program.</param>
/// <param name="Bytes">Its size with its log.</param>
/// <param name="Tables">Its tables, by name.</param>
public sealed record DatabaseStatus(
    IReadOnlyList<string> Applied, IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown, long Bytes, IReadOnlyList<TableCount> Tables);

/// <summary>What an operator does with a SQLite file.</summary>
public static class SqliteMaintenance
{
    /// <summary>What the file holds. A server may have it open.</summary>
    /// <exception cref="DatabaseException">It is not there, or no database of this program's.</exception>
    public static DatabaseStatus Status(string path)
    {
        using var connection = Read(path);
        try
        {
            string[] tables = [.. connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")];
            if (!tables.Contains(MigrationJournal.Table))
            {
                throw new DatabaseException($"{path} is a database of another program.");
            }

            string[] applied = [.. connection.Query<SeenScript>(MigrationJournal.SeenQuery.In(Dialect.Sqlite)).Select(seen => seen.Script)];
            string[] known = [.. SqliteMigrations.Scripts.All.Select(script => script.Name)];
            return new(
                applied,
                [.. known.Except(applied)],
                [.. applied.Except(known)],
                new[] { path, path + "-wal" }.Where(File.Exists).Sum(file => new FileInfo(file).Length),
                [.. tables.Select(table => new TableCount(table, connection.ExecuteScalar<long>($"SELECT count(*) FROM \"{table}\"")))]);
        }
        catch (SqliteException e)
        {
            throw Explain(path, e);
        }
    }

    /// <summary>Copies the file, whole and consistent, while a server may write to it.</summary>
    /// <param name="path">The database.</param>
    /// <param name="target">The copy; it must not exist.</param>
    /// <exception cref="DatabaseException">The database can't be read, or the copy is there already or can't be written.</exception>
    public static void Backup(string path, string target)
    {
        if (File.Exists(target))
        {
            throw new DatabaseException($"{target} exists already. A backup overwrites nothing; name another file.");
        }

        using var connection = Read(path);
        string unfinished = target + ".unfinished";
        try
        {
            File.Delete(unfinished);
            using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString()))
            {
                copy.Open();
                connection.BackupDatabase(copy);
                if (copy.ExecuteScalar<string>("PRAGMA integrity_check") is var found && found != "ok")
                {
                    throw new DatabaseException($"The copy of {path} is damaged: {found}");
                }

                copy.Execute("PRAGMA journal_mode = DELETE"); // The copy is one file.
            }

            File.Move(unfinished, target); // What has the name is whole.
        }
        catch (SqliteException e)
        {
            throw Explain(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"{target} can't be written: {e.Message}", e);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Writes the file anew without its free pages. No server may have it open.</summary>
    /// <returns>Its size before and after, in bytes.</returns>
    /// <exception cref="DatabaseException">It is not there, in use, or can't be written.</exception>
    public static (long Before, long After) Vacuum(string path)
    {
        RequireThere(path);
        long before = new FileInfo(path).Length;
        using var file = SqliteFile.Take(path, busySeconds: 5);
        try
        {
            using (var connection = file.Connect(onlyReads: false))
            {
                connection.Execute("VACUUM");
            }

            file.EmptyLog();
            return (before, new FileInfo(path).Length);
        }
        catch (SqliteException e)
        {
            throw file.Explain(e);
        }
    }

    private static SqliteConnection Read(string path)
    {
        RequireThere(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA query_only = 1; PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Explain(path, e);
        }
    }

    /// <summary>Sees to it that the file exists, so that none is created.</summary>
    /// <exception cref="DatabaseException">It does not.</exception>
    internal static void RequireThere(string path)
    {
        if (!File.Exists(path))
        {
            throw new DatabaseException($"There is no database {path}.");
        }
    }

    private static DatabaseException Explain(string path, SqliteException failure) =>
        new($"The database {path} can't be used: {failure.Message}", failure);
}
