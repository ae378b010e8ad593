namespace Assessment.QuestionBanks;

/// <summary>Reads a file of question-bank YAML, or of its canonical JSON.</summary>
public static class BankReader
{
    /// <summary>The largest file that is read, 1 MiB.</summary>
    public const int MaximumBytes = 1 << 20;

    private static readonly string[] Kinds = [CanonicalBank.Kind, CanonicalProfiles.Kind];

    /// <summary>Reads and checks one file. Never throws for its content: everything wrong with it is in the result.</summary>
    /// <param name="file">Its name, for the diagnostics; nothing is opened.</param>
    /// <param name="utf8">Its bytes.</param>
    /// <remarks>
    /// A file that is too large, not UTF-8 or not well-formed ends at that. Anything else is reported all at once.
    /// </remarks>
    public static BankReading Read(string file, ReadOnlySpan<byte> utf8)
    {
        var sink = new DiagnosticSink(file);
        if (utf8.Length > MaximumBytes)
        {
            sink.Report(
                Position.Start,
                DiagnosticCodes.TooLarge,
                $"The file has {utf8.Length} bytes; at most {MaximumBytes} are allowed. Split it.");
            return Failed(sink);
        }

        return StrictText.Decode(utf8, sink) is { } text && YamlTree.Parse(text, sink) is { } root ? Build(root, sink) : Failed(sink);
    }

    private static BankReading Build(Node root, DiagnosticSink sink)
    {
        if (root is not MappingNode mapping)
        {
            if (root is not InvalidNode)
            {
                sink.Report(
                    root.At,
                    DiagnosticCodes.WrongType,
                    "The file is a mapping. Start it with 'kind: question-bank' or 'kind: role-profiles'.");
            }

            return Failed(sink);
        }

        var kind = mapping.Entries.FirstOrDefault(e => e.Key.Value == "kind");
        switch (kind.Value)
        {
            case ScalarNode { Value: CanonicalBank.Kind }:
                var bank = new BankBuilder(sink);
                var built = bank.Build(root);
                var defined = bank.CompetencyPositions.Select(p => (p.Key, p.Value)).ToArray();
                return new BankReading(sink.File, built, null, sink.Ordered(), new(bank.VersionPosition, defined));
            case ScalarNode { Value: CanonicalProfiles.Kind }:
                var profiles = new ProfileBuilder(sink);
                var set = profiles.Build(root);
                return new BankReading(sink.File, null, set, sink.Ordered(), new(profiles.VersionPosition, profiles.CompetencyPositions));
            case ScalarNode other:
                sink.Report(
                    other.At,
                    DiagnosticCodes.UnknownKind,
                    $"The kind '{ValueReader.Shorten(other.Value)}' is unknown. {Suggestion.For(other.Value, Kinds)}");
                return Failed(sink);
            case null:
                sink.Report(
                    root.At,
                    DiagnosticCodes.MissingKey,
                    "The key 'kind' is missing. Add 'kind: question-bank' or 'kind: role-profiles'.");
                return Failed(sink);
            default:
                sink.Report(kind.Value.At, DiagnosticCodes.WrongType, "The kind is a text: question-bank or role-profiles.");
                return Failed(sink);
        }
    }

    private static BankReading Failed(DiagnosticSink sink) => new(sink.File, null, null, sink.Ordered(), NamedPlaces.None);
}
