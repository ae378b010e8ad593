namespace Assessment.QuestionBanks;

/// <summary>The values of one mapping by key, after its keys were checked.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, Node> _values = new(StringComparer.Ordinal);

    private Fields(Node node) => At = node.At;

    /// <summary>Where the mapping starts: at its first key, or its brace.</summary>
    public Position At { get; }

    /// <summary>The value of a key; null where it is missing.</summary>
    public Node? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Reports unknown, repeated and missing keys; a node that is no mapping is reported as that alone.</summary>
    public static Fields Of(Node node, KeySet keys, DiagnosticSink sink)
    {
        var fields = new Fields(node);
        if (node is not MappingNode mapping)
        {
            if (node is not InvalidNode)
            {
                string all = string.Join(", ", keys.Required);
                sink.Report(node.At, DiagnosticCodes.WrongType, $"Here stands {keys.Name}: a mapping with the keys {all}.");
            }

            return fields;
        }

        string[] known = [.. keys.Required, .. keys.Optional];
        foreach (var (key, value) in DistinctEntries(mapping, sink))
        {
            if (known.Contains(key.Value, StringComparer.Ordinal))
            {
                fields._values.Add(key.Value, value);
            }
            else
            {
                string advice = Suggestion.For(key.Value, known);
                sink.Report(key.At, DiagnosticCodes.UnknownKey, $"'{ValueReader.Shorten(key.Value)}' is no key of {keys.Name}. {advice}");
            }
        }

        foreach (string missing in keys.Required.Where(k => !fields._values.ContainsKey(k)))
        {
            sink.Report(node.At, keys.MissingCode, $"The key '{missing}' of {keys.Name} is missing. Add it.");
        }

        return fields;
    }

    /// <summary>The entries of a mapping, each key once; a repeated one is reported and left out.</summary>
    public static IEnumerable<(ScalarNode Key, Node Value)> DistinctEntries(MappingNode mapping, DiagnosticSink sink)
    {
        var seen = new Dictionary<string, Position>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
        {
            string key = entry.Key.Value;
            if (seen.TryAdd(key, entry.Key.At))
            {
                yield return entry;
            }
            else
            {
                sink.Report(
                    entry.Key.At,
                    DiagnosticCodes.DuplicateKey,
                    $"The key '{ValueReader.Shorten(key)}' stands on line {seen[key].Line} already. Remove one of the two.");
            }
        }
    }
}
