using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Assessment.Storage;

/// <summary>What SQLite's error codes mean to callers.</summary>
internal static class SqliteErrors
{
    /// <summary>Whether a key, or an entry of a unique index, is taken.</summary>
    public static bool IsUniqueViolation(SqliteException failure) =>
        failure.SqliteExtendedErrorCode is SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY;

    /// <summary>Whether a read was interrupted by its caller.</summary>
    public static bool IsInterrupt(SqliteException failure) => failure.SqliteErrorCode == SQLITE_INTERRUPT;

    /// <summary>The exception that callers get for one that a statement threw; anything but SQLite's own stays as it is.</summary>
    public static Exception Translate(Exception failure) => failure is not SqliteException sqlite
        ? failure
        : sqlite.SqliteErrorCode switch
        {
            SQLITE_BUSY or SQLITE_LOCKED or SQLITE_NOMEM or SQLITE_READONLY or SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_FULL
                or SQLITE_CANTOPEN or SQLITE_PROTOCOL or SQLITE_NOTADB => Unavailable(sqlite),
            SQLITE_CONSTRAINT or SQLITE_TOOBIG or SQLITE_MISMATCH =>
                new ArgumentException("A value breaks a rule of the database's schema.", sqlite),
            _ => new InvalidOperationException("The database refused a statement.", sqlite),
        };

    /// <summary>A database that can't be used, for whatever reason.</summary>
    public static StorageUnavailableException Unavailable(Exception cause) =>
        new($"The database can't be used: {(cause is SqliteException ? cause.Message : cause.GetType().Name)}", cause); // SQLite quotes no values.
}
