namespace Assessment.QuestionBanks;

/// <summary>A place in a file, line and column from 1.</summary>
internal readonly record struct Position(int Line, int Column)
{
    /// <summary>The start of a file.</summary>
    public static readonly Position Start = new(1, 1);
}

/// <summary>A piece of a YAML document that knows where it stands.</summary>
internal abstract record Node(Position At);

/// <summary>A scalar. Plain means unquoted, so that it may stand for a number, a truth value or nothing.</summary>
internal sealed record ScalarNode(Position At, string Value, bool IsPlain) : Node(At);

/// <summary>A list.</summary>
internal sealed record SequenceNode(Position At, IReadOnlyList<Node> Items) : Node(At);

/// <summary>A mapping, with repeated keys as they stand.</summary>
internal sealed record MappingNode(Position At, IReadOnlyList<(ScalarNode Key, Node Value)> Entries) : Node(At);

/// <summary>Stands where something was already reported, so that nothing is reported twice.</summary>
internal sealed record InvalidNode(Position At) : Node(At);
