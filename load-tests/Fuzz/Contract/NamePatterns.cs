using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Assessment.Fuzz.Contract;

/// <summary>Which resource names the contract's fields hold, as the paths of its JSON face say: <c>name=interviews/*</c>.</summary>
internal sealed partial class NamePatterns
{
    private readonly Dictionary<(string Message, string Field), string> patterns = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Reads the paths of all rpcs.</summary>
    public NamePatterns(IEnumerable<Rpc> rpcs)
    {
        foreach (var rpc in rpcs)
        {
            foreach (Match match in Variable().Matches(PathOf(rpc.Descriptor)))
            {
                patterns[(rpc.Descriptor.InputType.FullName, match.Groups[1].Value)] = match.Groups[2].Value;
                known.Add(match.Groups[2].Value);
            }
        }
    }

    /// <summary>Every pattern of the contract.</summary>
    public IReadOnlyCollection<string> Known => known;

    /// <summary>
    /// The pattern of a field; null when nothing tells. An rpc without a path is helped by its message's name: a WatchCalibrationRunRequest's
    /// name is one of <c>calibrationRuns/*</c>.
    /// </summary>
    public string? Find(FieldDescriptor field)
    {
        if (patterns.TryGetValue((field.ContainingType.FullName, field.Name), out string? pattern))
        {
            return pattern;
        }

        return field.Name is "name" or "names"
            ? known.FirstOrDefault(p => field.ContainingType.Name.Contains(LastKind(p), StringComparison.OrdinalIgnoreCase))
            : known.FirstOrDefault(p => p == $"{field.Name.TrimEnd('s')}s/*");
    }

    /// <summary>The pattern that a text has the form of: <c>interviews/…/scorecards/…</c> is <c>interviews/*/scorecards/*</c>; null when it has none.</summary>
    public static string? Of(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length is < 2 or > 6 || parts.Any(part => part.Length == 0 || part.Any(char.IsWhiteSpace))
            ? null
            : string.Join('/', parts.Select((part, i) => i % 2 == 0 ? part : "*"));
    }

    /// <summary>What the last segment that isn't a wildcard names: of <c>interviews/*/scorecards/*</c>, a scorecard.</summary>
    private static string LastKind(string pattern) => pattern.Split('/').Last(part => part != "*").TrimEnd('s');

    private static string PathOf(MethodDescriptor method)
    {
        var rule = method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);
        return rule is null ? "" : rule.Get + rule.Post + rule.Put + rule.Patch + rule.Delete;
    }

    [GeneratedRegex(@"\{(\w+)=([^}]+)\}")]
    private static partial Regex Variable();
}
