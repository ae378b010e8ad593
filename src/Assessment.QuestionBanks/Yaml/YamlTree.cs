using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Assessment.QuestionBanks;

/// <summary>Walks the events of a YAML parser and builds the one document of a file.</summary>
/// <remarks>
/// Anchors, aliases and tags are reported where they stand, so nothing is ever expanded: the tree is never larger than the file.
/// </remarks>
internal sealed class YamlTree
{
    /// <summary>How deep mappings and lists may nest.</summary>
    public const int MaximumDepth = 32;

    // Past this the walk ends: the parser's own cost grows with the square of the depth.
    private const int AbandonedDepth = 512;

    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly DiagnosticSink _sink;

    private YamlTree(string text, DiagnosticSink sink)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _parser = new Parser(_scanner);
        _sink = sink;
    }

    private Position Here => At(_parser.Current!.Start);

    /// <summary>The document's root; null after reporting why there is none.</summary>
    public static Node? Parse(string text, DiagnosticSink sink)
    {
        var tree = new YamlTree(text, sink);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            sink.Report(At(e.Start), DiagnosticCodes.Syntax, $"This is not well-formed YAML. {e.Message}");
        }
        catch (InvalidOperationException) // YamlDotNet's own lapse on some malformed flow collections
        {
            sink.Report(
                At(tree._scanner.CurrentPosition),
                DiagnosticCodes.Syntax,
                "This is not well-formed YAML. A bracket, brace or comma may be missing.");
        }

        return null;
    }

    private Node? Document()
    {
        _parser.MoveNext(); // the start of the stream
        if (!_parser.MoveNext() || _parser.Current is StreamEnd)
        {
            _sink.Report(
                Position.Start,
                DiagnosticCodes.EmptyFile,
                "The file holds nothing. Start it with 'kind: question-bank' or 'kind: role-profiles'.");
            return null;
        }

        _parser.MoveNext(); // the start of the document; now at its root
        var root = Read(depth: 0);
        _parser.MoveNext(); // the end of the document
        if (_parser.MoveNext() && _parser.Current is DocumentStart)
        {
            _sink.Report(Here, DiagnosticCodes.Documents, "A second document starts here. Keep one document a file.");
        }

        return root;
    }

    /// <summary>Reads the node that the parser stands at, and leaves the parser at its last event.</summary>
    private Node Read(int depth)
    {
        var at = Here;
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                _sink.Report(at, DiagnosticCodes.Alias, $"The alias '*{alias.Value}' is not allowed. Write the value out.");
                return new InvalidNode(at);
            case Scalar scalar:
                Refuse(scalar);
                return new ScalarNode(at, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case NodeEvent start when depth == MaximumDepth:
                Refuse(start);
                _sink.Report(at, DiagnosticCodes.TooDeep, $"This nests deeper than {MaximumDepth} levels. Flatten it.");
                Skip(depth);
                return new InvalidNode(at);
            case SequenceStart start:
                Refuse(start);
                return new SequenceNode(at, Items(depth + 1));
            case MappingStart start:
                Refuse(start);
                return new MappingNode(at, Entries(depth + 1));
            default: // YamlDotNet lets some malformed flow mappings end between a key and its value
                throw Malformed("A value is missing.");
        }
    }

    private List<Node> Items(int depth)
    {
        var items = new List<Node>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            items.Add(Read(depth));
        }

        return items;
    }

    private List<(ScalarNode Key, Node Value)> Entries(int depth)
    {
        var entries = new List<(ScalarNode, Node)>();
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var key = Read(depth);
            _parser.MoveNext();
            var value = Read(depth);
            if (key is ScalarNode scalar)
            {
                entries.Add((scalar, value));
            }
            else if (key is not InvalidNode)
            {
                _sink.Report(key.At, DiagnosticCodes.KeyType, "A mapping or list is not a key. Write a word and a colon.");
            }
        }

        return entries;
    }

    private void Skip(int depth)
    {
        int open = 1;
        while (open > 0)
        {
            open += _parser.MoveNext() ? _parser.Current!.NestingIncrease : throw Malformed("The file ends too early.");
            if (depth + open > AbandonedDepth)
            {
                throw Malformed("The nesting does not end.");
            }
        }
    }

    private SemanticErrorException Malformed(string message) => new(_parser.Current!.Start, _parser.Current.End, message);

    private void Refuse(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _sink.Report(At(node.Start), DiagnosticCodes.Alias, $"The anchor '&{node.Anchor.Value}' is not allowed. Remove it.");
        }

        if (!node.Tag.IsEmpty)
        {
            _sink.Report(At(node.Start), DiagnosticCodes.Tag, $"The tag '{node.Tag}' is not allowed. Remove it.");
        }
    }

    private static Position At(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
