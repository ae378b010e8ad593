namespace Assessment.Storage;

/// <summary>Whose SQL it is.</summary>
internal enum Dialect
{
    /// <summary>SQLite's.</summary>
    Sqlite,

    /// <summary>SQL Server's.</summary>
    SqlServer,
}

/// <summary>The few words in which the dialects differ.</summary>
internal static class Dialects
{
    /// <summary>The end of an ordered query that returns its first <c>@Take</c> rows.</summary>
    public static string FirstRows(this Dialect dialect) => dialect switch
    {
        Dialect.Sqlite => "LIMIT @Take",
        _ => "OFFSET 0 ROWS FETCH NEXT @Take ROWS ONLY",
    };
}
