using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Assessment.Storage;

/// <summary>
/// A text of SQL. Sessions run nothing else, and each registers itself: so tests can check every text that is ever run.
/// Made once, in a static field. Compared by identity.
/// </summary>
internal sealed partial class Statement
{
    private static readonly ConcurrentQueue<Statement> Registry = new();

    private readonly string? sqlite;
    private readonly string? sqlServer;

    private Statement(string? sqlite, string? sqlServer)
    {
        (this.sqlite, this.sqlServer) = (sqlite, sqlServer);
        Parameters = [.. Parameter().Matches(sqlite ?? sqlServer!).Select(match => match.Value).Distinct()];
        Registry.Enqueue(this);
    }

    /// <summary>Every statement that was made so far.</summary>
    public static IReadOnlyCollection<Statement> All => Registry;

    /// <summary>The names of its parameters, with the at sign, in the order in which the text first mentions them.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>A statement that both dialects understand.</summary>
    public static Statement Of(string sql) => new(sql, sql);

    /// <summary>A statement that the dialects word differently; its parameters are the same.</summary>
    public static Statement Of(Func<Dialect, string> sql) => new(sql(Dialect.Sqlite), sql(Dialect.SqlServer));

    /// <summary>A statement that only one dialect has.</summary>
    public static Statement Only(Dialect dialect, string sql) =>
        dialect == Dialect.Sqlite ? new(sql, null) : new(null, sql);

    /// <summary>A statement that inserts one row; its parameters are the columns.</summary>
    public static Statement Insert(string table, string columns) =>
        Of($"INSERT INTO {table} ({columns}) VALUES ({Column().Replace(columns, "@$0")})");

    /// <summary>Whether the dialect has it.</summary>
    public bool IsIn(Dialect dialect) => (dialect == Dialect.Sqlite ? sqlite : sqlServer) is not null;

    /// <summary>Its text.</summary>
    /// <exception cref="InvalidOperationException">The dialect has no such statement.</exception>
    public string In(Dialect dialect) => (dialect == Dialect.Sqlite ? sqlite : sqlServer)
        ?? throw new InvalidOperationException($"{dialect} has no such statement: {sqlite ?? sqlServer}");

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Column();
}
