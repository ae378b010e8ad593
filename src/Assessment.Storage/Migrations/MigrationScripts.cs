using System.Security.Cryptography;
using System.Text;
using DbUp.Engine;

namespace Assessment.Storage;

/// <summary>The numbered scripts that bring a database to the schema of this program.</summary>
internal sealed class MigrationScripts
{
    private MigrationScripts(IReadOnlyList<SqlScript> scripts) => All = scripts;

    /// <summary>The scripts, in order.</summary>
    public IReadOnlyList<SqlScript> All { get; }

    /// <summary>The scripts of a dialect.</summary>
    public static MigrationScripts Of(Dialect dialect)
    {
        string prefix = dialect == Dialect.Sqlite ? "sqlite/" : "sqlserver/";
        var assembly = typeof(MigrationScripts).Assembly;
        return new(
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => SqlScript.FromStream(name[prefix.Length..], assembly.GetManifestResourceStream(name)!)),
        ]);
    }

    /// <summary>Lower-case hexadecimal SHA-256 of a script's text, however its lines end.</summary>
    public static string Sha256(SqlScript script) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script.Contents.ReplaceLineEndings("\n"))));

    /// <summary>Refuses a database that other scripts than these have migrated.</summary>
    /// <param name="database">What it is called in the message.</param>
    /// <param name="seen">The scripts that it has seen.</param>
    /// <exception cref="DatabaseException">It has seen unknown scripts, or another text of a known one.</exception>
    public void Refuse(string database, IReadOnlyList<SeenScript> seen)
    {
        var known = All.ToDictionary(script => script.Name, Sha256, StringComparer.Ordinal);
        string[] unknown = [.. Names(seen.Where(script => !known.ContainsKey(script.Script)))];
        if (unknown.Length > 0)
        {
            throw new DatabaseException(
                $"The database {database} has a newer schema: this program does not know {string.Join(", ", unknown)}. Run the newer program.");
        }

        string[] changed = [.. Names(seen.Where(script => known[script.Script] != script.Sha256))];
        if (changed.Length > 0)
        {
            throw new DatabaseException(
                $"The database {database} was migrated by another text of {string.Join(", ", changed)}: its checksum differs. "
                + "Run the program that migrated it.");
        }
    }

    private static IEnumerable<string> Names(IEnumerable<SeenScript> scripts) =>
        scripts.Select(script => script.Script).Order(StringComparer.Ordinal);
}

/// <summary>A script that a database has seen.</summary>
internal sealed class SeenScript
{
    /// <summary>Its file's name.</summary>
    public required string Script { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of its text then.</summary>
    public required string Sha256 { get; init; }
}
