using System.Globalization;
using System.Text.Json;

namespace Assessment.Calibration.Tests.Support;

/// <summary>One published or independently computed value, and ours. Tolerances are absolute.</summary>
internal readonly record struct ReferenceValue(string Name, double Expected, double Tolerance, double Actual)
{
    /// <summary>|actual − expected| / tolerance; for a tolerance of 0: 0 when equal, else infinity. NaN counts as infinity.</summary>
    public double Deviation
    {
        get
        {
            double distance = Math.Abs(Actual - Expected);
            double ratio = Tolerance > 0 ? distance / Tolerance : distance == 0 ? 0 : double.PositiveInfinity;
            return double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
        }
    }
}

/// <summary>
/// A reference set, or a family's part of one: several classes may share an id. Found by reflection; needs a constructor without arguments.
/// </summary>
internal interface IReferenceSet
{
    /// <summary>The set's folder name, such as p01_shrout_fleiss_1979.</summary>
    string Id { get; }

    /// <summary>Author, year, table; or the program that computed the values.</summary>
    string Source { get; }

    /// <summary>Whether the data may not be in the repository, and are read from the folder that ASSESSMENT_REFERENCE_DATA names.</summary>
    bool IsExternal { get; }

    /// <param name="folder">The set's folder for an external set; null otherwise.</param>
    IEnumerable<ReferenceValue> Values(string? folder);
}

/// <summary>Where the reference sets are, and what is expected of them.</summary>
internal static class ReferenceCheck
{
    public const string Variable = "ASSESSMENT_REFERENCE_DATA";

    public static string? Root => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    public static IReadOnlyList<IReferenceSet> All { get; } =
    [
        .. typeof(ReferenceCheck).Assembly.GetTypes()
            .Where(type => typeof(IReferenceSet).IsAssignableFrom(type) && type is { IsClass: true, IsAbstract: false })
            .Select(type => (IReferenceSet)Activator.CreateInstance(type)!)
            .OrderBy(set => set.Id, StringComparer.Ordinal),
    ];

    /// <summary>The values of one set by all its families; null when its data are absent.</summary>
    public static IReadOnlyList<ReferenceValue>? ValuesOf(string id)
    {
        var sets = All.Where(set => set.Id == id).ToList();
        string? folder = Root is null ? null : Path.Combine(Root, id);
        return sets.Any(set => set.IsExternal) && folder is null ? null : [.. sets.SelectMany(set => set.Values(set.IsExternal ? folder : null))];
    }

    /// <summary>The set's expected.json; only with the reference folder.</summary>
    public static IReadOnlyList<ExpectedStatistic> Expected(string folder)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        return [.. json.RootElement.GetProperty("statistics").EnumerateArray().Select(s => new ExpectedStatistic(
            s.GetProperty("name").GetString()!, s.GetProperty("variant").GetString() ?? "",
            s.GetProperty("expected").GetDouble(), s.GetProperty("tolerance").GetDouble()))];
    }

    /// <summary>A CSV of a set as rows of cells by column name; plain commas, no quotes.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Csv(string folder, string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(folder, file));
        string[] header = lines[0].Split(',');
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line =>
            (IReadOnlyDictionary<string, string>)header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    /// <summary>ratings.csv of a set (candidate, rater, optional criterion, score) as a table.</summary>
    public static RatingTable Ratings(string folder)
    {
        var builder = new RatingTableBuilder();
        foreach (var row in Csv(folder, "ratings.csv"))
        {
            builder.Add(row["candidate"], row["rater"], row.GetValueOrDefault("criterion", "all"), int.Parse(row["score"], CultureInfo.InvariantCulture));
        }

        return builder.Build();
    }
}

/// <summary>One entry of an expected.json.</summary>
internal sealed record ExpectedStatistic(string Name, string Variant, double Expected, double Tolerance);
