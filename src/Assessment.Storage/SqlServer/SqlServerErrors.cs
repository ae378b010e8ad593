using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>What a failure of SQL Server means; decided by its number, since texts are translated.</summary>
internal enum SqlServerFailure
{
    /// <summary>A key, or an entry of a unique index, is taken.</summary>
    Taken,

    /// <summary>A value breaks a rule of the schema.</summary>
    Rule,

    /// <summary>The transaction was undone through no fault of its own; it may run again.</summary>
    Again,

    /// <summary>The connection is gone: what its last statement did is not known.</summary>
    Lost,

    /// <summary>The statement took too long, and may go on: what it does is not known.</summary>
    Late,

    /// <summary>The database can't be used: a login, a permission, a full disk, a database that is offline.</summary>
    Unusable,

    /// <summary>Anything else.</summary>
    Defect,
}

/// <summary>What SQL Server's failures mean to callers.</summary>
internal static class SqlServerErrors
{
    /// <summary>The least severity of an error that ends the connection.</summary>
    private const byte EndsConnection = 20;

    /// <summary>What a failure means: of several errors the one that matters most.</summary>
    public static SqlServerFailure Classify(SqlException failure)
    {
        var kinds = failure.Errors.Cast<SqlError>().Select(Classify).ToHashSet();
        ReadOnlySpan<SqlServerFailure> byWeight =
        [
            SqlServerFailure.Lost, SqlServerFailure.Late, SqlServerFailure.Again, SqlServerFailure.Unusable,
            SqlServerFailure.Taken, SqlServerFailure.Rule,
        ];
        foreach (var kind in byWeight)
        {
            if (kinds.Contains(kind))
            {
                return kind;
            }
        }

        return SqlServerFailure.Defect;
    }

    /// <summary>The exception that callers get for one that a statement threw; anything but SQL Server's own stays as it is.</summary>
    public static Exception Translate(Exception failure) => failure is not SqlException sql
        ? failure
        : Classify(sql) switch
        {
            SqlServerFailure.Taken or SqlServerFailure.Rule => new ArgumentException("A value breaks a rule of the database's schema.", sql),
            SqlServerFailure.Defect => new InvalidOperationException("The database refused a statement.", sql),
            _ => Unavailable(sql),
        };

    /// <summary>A database that can't be used, for whatever reason; nothing was stored.</summary>
    public static StorageUnavailableException Unavailable(Exception cause) =>
        new($"The database can't be used: {TextOf(cause)}", cause);

    /// <summary>A commit that may or may not have taken place.</summary>
    public static StorageUnavailableException Unknown(Exception cause) =>
        new($"The database was lost during a commit; whether it took place is not known: {TextOf(cause)}", cause) { MayBeStored = true };

    /// <summary>Whether a text that commits itself has surely not done so: it was refused, or never sent.</summary>
    public static bool IsUndone(Exception failure) => failure is ArgumentException
        || (failure is SqlException sql && Classify(sql) is not (SqlServerFailure.Lost or SqlServerFailure.Late));

    /// <summary>Whether a statement failed because its caller gave up.</summary>
    public static bool IsCancelled(Exception failure, CancellationToken ct) =>
        ct.IsCancellationRequested && failure is SqlException or OperationCanceledException;

    /// <summary>What the log may say of a failure: of its errors those that tell of the database itself; the others quote values.</summary>
    private static string TextOf(Exception cause) => cause is not SqlException sql
        ? cause.Message
        : string.Join(' ', sql.Errors.Cast<SqlError>().Select(error =>
            Classify(error) is SqlServerFailure.Taken or SqlServerFailure.Rule or SqlServerFailure.Defect
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Error {error.Number}.")
                : error.Message));

    private static SqlServerFailure Classify(SqlError error) => error.Number switch
    {
        2627 or 2601 => SqlServerFailure.Taken,
        515 or 547 // null, CHECK or FOREIGN KEY
            or 8152 or 2628 or 220 or 8115 or 245 or 8114 or 1946 or 511 => SqlServerFailure.Rule, // too long, too large, no such number
        1205 or 1222 or 3960 or 3961 // deadlock, lock time-out, another transaction's row
            or 40197 or 40501 or 40613 or 49918 or 49919 or 49920 or 10928 or 10929 => SqlServerFailure.Again, // a hosted database that moves
        -2 => SqlServerFailure.Late,
        18456 or 18452 or 18470 or 18486 or 18487 or 18488 or 4060 or 4062 or 4064 or 911 or 916 // logins and databases
            or 229 or 230 or 262 or 297 or 300 // permissions
            or 3906 or 3908 or 924 or 926 or 927 or 942 or 945 or 952 or 976 or 978 or 983 or 6005 or 17142 // read-only, offline, restoring
            or 1101 or 1105 or 9002 or 701 or 802 or 823 or 824 or 825 => SqlServerFailure.Unusable, // full, out of memory, damaged
        _ => error.Class >= EndsConnection ? SqlServerFailure.Lost : SqlServerFailure.Defect,
    };
}
