using System.Diagnostics;
using System.Text;

namespace Assessment.QuestionBanks.Tests;

/// <summary>Two small files without faults, and ways to break them.</summary>
internal static class Sample
{
    public static readonly string Bank = Load("sample-bank.yaml");

    public static readonly string Profiles = Load("sample-profiles.yaml");

    /// <summary>The repository's root: the folder with the solution.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static BankReading Read(string yaml) => BankReader.Read("file.yaml", Encoding.UTF8.GetBytes(yaml));

    public static string Load(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    /// <summary>The text with its one occurrence of a piece replaced.</summary>
    public static string With(this string text, string piece, string replacement)
    {
        int at = text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0 && text.LastIndexOf(piece, StringComparison.Ordinal) == at, $"'{piece}' must stand once.");
        return string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + piece.Length));
    }

    /// <summary>Line and column, from 1, of the one occurrence of a piece.</summary>
    public static (int Line, int Column) PlaceOf(this string text, string piece)
    {
        int at = text.IndexOf(piece, StringComparison.Ordinal);
        Assert.True(at >= 0 && text.LastIndexOf(piece, StringComparison.Ordinal) == at, $"'{piece}' must stand once.");
        string before = text[..at];
        return (before.Count(c => c == '\n') + 1, at - before.LastIndexOf('\n'));
    }

    /// <summary>Holds that a broken file gives one diagnostic, at the place of a piece.</summary>
    public static Diagnostic AssertOnly(string yaml, string code, string place)
    {
        var reading = Read(yaml);
        var (line, column) = yaml.PlaceOf(place);
        string[] expected = [$"file.yaml:{line}:{column}: {code}"];
        Assert.Equal(expected, reading.Diagnostics.Select(d => $"{d.File}:{d.Line}:{d.Column}: {d.Code}"));
        Assert.Null(reading.Bank);
        Assert.Null(reading.Profiles);
        return reading.Diagnostics[0];
    }

    /// <summary>The result of a call, and holds that it takes less than a second; a busy machine gets three tries.</summary>
    public static T WithinASecond<T>(Func<T> call)
    {
        var took = TimeSpan.MaxValue;
        T result = default!;
        for (int i = 0; i < 3 && took >= TimeSpan.FromSeconds(1); i++)
        {
            long start = Stopwatch.GetTimestamp();
            result = call();
            took = Stopwatch.GetElapsedTime(start);
        }

        Assert.True(took < TimeSpan.FromSeconds(1), $"It took {took}.");
        return result;
    }

    private static string FindRoot(string folder) => File.Exists(Path.Combine(folder, "Assessment.sln"))
        ? folder
        : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Assessment.sln was not found."));
}
