using System.Text.RegularExpressions;

namespace Assessment.Storage;

/// <summary>A statement that is run so often that a connection keeps it prepared. Compared by identity.</summary>
/// <param name="sql">Its text.</param>
internal sealed partial class Statement(string sql)
{
    /// <summary>Its text.</summary>
    public string Sql { get; } = sql;

    /// <summary>The names of its parameters, with the at sign, in the order in which the text first mentions them.</summary>
    public IReadOnlyList<string> Parameters { get; } = [.. Parameter().Matches(sql).Select(match => match.Value).Distinct()];

    /// <summary>A statement that inserts one row; its parameters are the columns.</summary>
    public static Statement Insert(string table, string columns) =>
        new($"INSERT INTO {table} ({columns}) VALUES ({Column().Replace(columns, "@$0")})");

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Column();
}
