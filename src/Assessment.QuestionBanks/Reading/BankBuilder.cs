using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>Reads a question bank from its tree, and reports everything that is wrong with it.</summary>
/// <remarks>An empty value stands in for a faulty one, so that reading goes on; a bank is made only when nothing was reported.</remarks>
internal sealed class BankBuilder
{
    /// <summary>The most criteria of one bank: more can't be elicited in an hour.</summary>
    public const int MaximumCriteria = 64;

    private const int ShortestAnchorWords = 8;
    private const int LongestAnchorWords = 40;

    private readonly DiagnosticSink _sink;
    private readonly ValueReader _values;
    private readonly Ids _ids;
    private readonly CriterionReferences _references;

    public BankBuilder(DiagnosticSink sink)
    {
        _sink = sink;
        _values = new ValueReader(sink);
        _ids = new Ids(sink, _values);
        _references = new CriterionReferences(sink);
    }

    /// <summary>Where the competencies stand, by id.</summary>
    public Dictionary<string, Position> CompetencyPositions { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the version stands.</summary>
    public Position VersionPosition { get; private set; } = Position.Start;

    /// <summary>The bank; null when anything was reported.</summary>
    public QuestionBank? Build(Node root)
    {
        var fields = Fields.Of(root, KnownKeys.Bank, _sink);
        string? id = _ids.File(fields["id"]);
        string? version = _values.Version(fields["version"]);
        VersionPosition = fields["version"]?.At ?? fields.At;
        var track = _values.Choice(fields["track"], "The track", WireNames.Tracks);
        string title = Text(fields, "title");
        string summary = Text(fields, "summary");
        string rationale = Text(fields, "rationale");
        string provenance = Text(fields, "provenance");
        bool? extremes = _values.Truth(fields["evidence_at_extremes"], "evidence_at_extremes");
        var competencies = _values.Items(fields["competencies"], "The list of competencies", maximum: RubricLimits.Competencies)
            .Select(ReadCompetency).ToArray();
        _references.Check(fields["competencies"]?.At ?? fields.At);
        return _sink.IsEmpty
            ? new QuestionBank(id!, version!, track!.Value, title, summary, rationale, provenance, extremes!.Value, competencies)
            : null;
    }

    private Competency ReadCompetency(Node node)
    {
        var fields = Fields.Of(node, KnownKeys.Competency, _sink);
        string? id = _ids.Competency(fields["id"]);
        if (id is not null)
        {
            CompetencyPositions.TryAdd(id, fields["id"]!.At);
        }

        string name = Text(fields, "name");
        string description = Text(fields, "description");
        int weight = Weight(fields);
        string rationale = Text(fields, "rationale");
        var criteria = _values.Items(fields["criteria"], "The list of criteria", maximum: RubricLimits.CriteriaPerCompetency)
            .Select(n => ReadCriterion(n, id)).ToArray();
        var questions = _values.Items(fields["questions"], "The list of questions", minimum: 0).Select(n => ReadQuestion(n, id)).ToArray();
        var flags = _values.Items(fields["red_flags"], "The list of red flags", minimum: 0).Select(n => ReadRedFlag(n, id)).ToArray();
        return new Competency(id ?? "", name, description, weight, rationale, criteria, questions, flags);
    }

    private Criterion ReadCriterion(Node node, string? competency)
    {
        var fields = Fields.Of(node, KnownKeys.Criterion, _sink);
        string? id = _ids.Criterion(fields["id"], competency);
        _references.Define(id, fields["id"]?.At ?? fields.At);
        return new Criterion(id ?? "", Text(fields, "name"), Weight(fields), ReadAnchors(fields["anchors"]));
    }

    private string[] ReadAnchors(Node? node)
    {
        if (node is null)
        {
            return [];
        }

        var fields = Fields.Of(node, KnownKeys.Anchors, _sink);
        return Array.ConvertAll(KnownKeys.Anchors.Required, level =>
        {
            string text = _values.Text(fields[level], $"The anchor of level {level}") ?? "";
            int words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            if (words is not (0 or (>= ShortestAnchorWords and <= LongestAnchorWords)))
            {
                string advice = words < ShortestAnchorWords ? "Say what is observed" : "Shorten it";
                _sink.Report(
                    fields[level]!.At,
                    DiagnosticCodes.AnchorLength,
                    $"The anchor of level {level} has {words} words; it needs {ShortestAnchorWords} to {LongestAnchorWords}. {advice}.");
            }

            return text;
        });
    }

    private Question ReadQuestion(Node node, string? competency)
    {
        var fields = Fields.Of(node, KnownKeys.Question, _sink);
        string? id = _ids.Question(fields["id"], competency);
        string prompt = Text(fields, "prompt");
        var probes = _values.Items(fields["probes"], "The list of probes", minimum: 2).Select(n => _values.Text(n, "A probe") ?? "");
        int? minutes = _values.Integer(fields["minutes"], "The number of minutes", 1, 60, DiagnosticCodes.MinutesOutOfRange);
        var levels = _values.Words(fields["levels"], "The list of levels", WireNames.Levels.Keys).Select(w => WireNames.Levels[w.Word]);
        string[] criteria = ReadReferences(fields);
        _references.Elicit(minutes, criteria);
        return new Question(id ?? "", prompt, [.. probes], minutes ?? 0, [.. levels.Order()], criteria, ReadClaim(fields["claim"]));
    }

    private ClaimProbe? ReadClaim(Node? node)
    {
        if (node is null)
        {
            return null;
        }

        var fields = Fields.Of(node, KnownKeys.Claim, _sink);
        int? probe = _values.Integer(fields["probe"], "The number of the probe", 1, 10);
        var part = _values.Choice(fields["part"], "The part", WireNames.Parts);
        var records = _values.Words(fields["records"], "The list of records", ClaimProbe.KnownRecords).Select(w => w.Word);
        if (probe is { } number && part is { } given && given != ClaimProbe.PartOf(number))
        {
            string right = ClaimProbe.PartOf(number).WireName();
            _sink.Report(
                fields["part"]!.At,
                DiagnosticCodes.ClaimPart,
                $"Probe {number} belongs to the part '{right}'. Write 'part: {right}'.");
        }

        return new ClaimProbe(probe ?? 0, part ?? ClaimPart.Shared, [.. records]);
    }

    private RedFlag ReadRedFlag(Node node, string? competency)
    {
        var fields = Fields.Of(node, KnownKeys.RedFlag, _sink);
        string? id = _ids.RedFlag(fields["id"], competency);
        string sign = Text(fields, "sign");
        int? cap = _values.Integer(fields["cap"], "The cap", Scale.LowestLevel, Scale.HighestLevel, DiagnosticCodes.CapOutOfRange);
        return new RedFlag(id ?? "", sign, cap ?? 0, ReadReferences(fields));
    }

    private string[] ReadReferences(Fields fields)
    {
        var references = _values.Words(fields["criteria"], "The list of criteria");
        _references.Refer(references);
        return [.. references.Select(r => r.Word)];
    }

    private string Text(Fields fields, string key) => _values.Text(fields[key], $"'{key}'") ?? "";

    private int Weight(Fields fields) =>
        _values.Integer(fields["weight"], "The weight", 1, RubricLimits.Weight, DiagnosticCodes.WeightOutOfRange) ?? 0;
}
