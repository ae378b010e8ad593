namespace Assessment.QuestionBanks;

/// <summary>What reading one file gave: a bank, or role profiles, or everything that is wrong with it.</summary>
public sealed class BankReading
{
    internal BankReading(
        string file, QuestionBank? bank, RoleProfileSet? profiles, IReadOnlyList<Diagnostic> diagnostics, NamedPlaces places)
    {
        File = file;
        Bank = bank;
        Profiles = profiles;
        Diagnostics = diagnostics;
        Places = places;
    }

    /// <summary>The file's name as the caller gave it.</summary>
    public string File { get; }

    /// <summary>The bank; null when the file is of another kind or has a fault.</summary>
    public QuestionBank? Bank { get; }

    /// <summary>The role profiles; null when the file is of another kind or has a fault.</summary>
    public RoleProfileSet? Profiles { get; }

    /// <summary>Everything that is wrong, by line and column; empty exactly when there is a bank or role profiles.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    internal NamedPlaces Places { get; }
}

/// <summary>Where a file says what other files are held against.</summary>
/// <param name="Version">Where its version stands.</param>
/// <param name="Competencies">Where it defines or names competencies.</param>
internal sealed record NamedPlaces(Position Version, IReadOnlyList<(string Word, Position At)> Competencies)
{
    public static readonly NamedPlaces None = new(Position.Start, []);
}
