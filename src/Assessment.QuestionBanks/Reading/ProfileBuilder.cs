using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>Reads role profiles from their tree, and reports everything that is wrong with them.</summary>
internal sealed class ProfileBuilder
{
    private const int WeightsSum = 100;
    private const int LargestGap = 4; // levels
    private const int LongestWeeks = 520;
    private const int MostCompetencies = 64;
    private const int LargestMargin = 2; // of two correlations

    private readonly DiagnosticSink _sink;
    private readonly ValueReader _values;
    private readonly Ids _ids;

    public ProfileBuilder(DiagnosticSink sink)
    {
        _sink = sink;
        _values = new ValueReader(sink);
        _ids = new Ids(sink, _values);
    }

    /// <summary>Everywhere that a competency is named.</summary>
    public List<(string Word, Position At)> CompetencyPositions { get; } = [];

    /// <summary>Where the version stands.</summary>
    public Position VersionPosition { get; private set; } = Position.Start;

    /// <summary>The profiles; null when anything was reported.</summary>
    public RoleProfileSet? Build(Node root)
    {
        var fields = Fields.Of(root, KnownKeys.Profiles, _sink);
        string? id = _ids.File(fields["id"]);
        string? version = _values.Version(fields["version"]);
        VersionPosition = fields["version"]?.At ?? fields.At;
        string title = Text(fields, "title");
        string rationale = Text(fields, "rationale");
        string provenance = Text(fields, "provenance");
        var combination = _values.Choice(fields["combination"], "The combination", WireNames.Combinations);
        int coverage = Whole(fields, "minimum_coverage", 0, 100) * 100;
        int[] cutScores = ReadCutScores(fields["cut_scores"]);
        var verdict = ReadVerdict(fields["verdict"]);
        var shape = ReadShape(fields["shape"]);
        var learningTimes = ReadLearningTimes(fields["learning_times"]);
        var roles = _values.Items(fields["roles"], "The list of roles").Select(n => ReadRole(n, learningTimes)).ToArray();
        return _sink.IsEmpty
            ? new RoleProfileSet(
                id!, version!, title, rationale, provenance, combination!.Value, coverage, cutScores, verdict, shape, learningTimes!, roles)
            : null;
    }

    private int[] ReadCutScores(Node? node)
    {
        if (node is null)
        {
            return [];
        }

        var fields = Fields.Of(node, KnownKeys.CutScores, _sink);
        var scores = new List<int>();
        string previous = "";
        foreach (string key in KnownKeys.CutScores.Required)
        {
            if (_values.Integer(fields[key], $"'{key}'", 1, 100) is { } score)
            {
                if (scores.Count > 0 && score * 100 <= scores[^1])
                {
                    _sink.Report(
                        fields[key]!.At,
                        DiagnosticCodes.CutScoresOrder,
                        $"'{key}' is {score} and must be above '{previous}', which is {scores[^1] / 100}.");
                }

                scores.Add(score * 100);
                previous = key;
            }
        }

        return [.. scores];
    }

    private VerdictThresholds ReadVerdict(Node? node)
    {
        if (node is null)
        {
            return new VerdictThresholds();
        }

        var fields = Fields.Of(node, KnownKeys.Verdict, _sink);
        var weeks = fields["weeks_per_level"] is { } inner ? Fields.Of(inner, KnownKeys.WeeksPerLevel, _sink) : null;
        return new VerdictThresholds
        {
            CriticalWeight = Whole(fields, "critical_weight", 1, WeightsSum),
            HireMeanGap = Levels(fields, "hire_mean_gap"),
            HireGapLimit = Levels(fields, "hire_gap_limit"),
            TrainGapLimit = Levels(fields, "train_gap_limit"),
            TrainSlowGapLimit = Levels(fields, "train_slow_gap_limit"),
            TrainingBudgetWeeks = Whole(fields, "training_budget_weeks", 0, 1000),
            QuickWeeksPerLevel = Whole(weeks, "quick", 0, LongestWeeks),
            QuarterWeeksPerLevel = Whole(weeks, "quarter", 0, LongestWeeks),
            SlowWeeksPerLevel = Whole(weeks, "slow", 0, LongestWeeks),
        };
    }

    /// <summary>When a profile has a shape; the defaults where the file is silent.</summary>
    private ShapeThresholds ReadShape(Node? node)
    {
        if (node is null)
        {
            return new ShapeThresholds();
        }

        var fields = Fields.Of(node, KnownKeys.Shape, _sink);
        return new ShapeThresholds
        {
            MinimumCompetencies = Whole(fields, "minimum_competencies", 2, MostCompetencies),
            MinimumDeviation = Levels(fields, "minimum_deviation"),
            MinimumMargin = _values.Hundredths(fields["minimum_margin"], "'minimum_margin'", LargestMargin) ?? 0,
        };
    }

    /// <summary>The learning times by competency; null when they are not there, so that roles are not held against them.</summary>
    private SortedDictionary<string, LearningTime>? ReadLearningTimes(Node? node)
    {
        if (node is null or InvalidNode)
        {
            return null;
        }

        var times = new SortedDictionary<string, LearningTime>(CompetencyOrder.Instance);
        foreach (var (id, value) in ByCompetency(node, "The mapping of learning times"))
        {
            times[id] = _values.Choice(value, $"The learning time of {id}", WireNames.LearningTimes) ?? LearningTime.Quick;
        }

        if (times.Count > RubricLimits.Competencies)
        {
            _sink.Report(
                node.At,
                DiagnosticCodes.TooMany,
                $"There are {times.Count} competencies; at most {RubricLimits.Competencies} are allowed.");
        }

        return times.Count == 0 ? null : times;
    }

    private Role ReadRole(Node node, IReadOnlyDictionary<string, LearningTime>? learningTimes)
    {
        var fields = Fields.Of(node, KnownKeys.Role, _sink);
        string? id = _ids.Role(fields["id"]);
        string title = Text(fields, "title");
        string rationale = Text(fields, "rationale");
        var competencies = fields["competencies"] is { } inner ? ReadCompetencies(inner, id ?? "the role", learningTimes) : [];
        return new Role(id ?? "", title, rationale, [.. competencies.OrderBy(c => c.CompetencyId, CompetencyOrder.Instance)]);
    }

    private List<RoleCompetency> ReadCompetencies(Node node, string role, IReadOnlyDictionary<string, LearningTime>? learningTimes)
    {
        var competencies = new List<RoleCompetency>();
        bool everyWeightKnown = true;
        foreach (var (id, value) in ByCompetency(node, "The mapping of competencies"))
        {
            if (learningTimes?.ContainsKey(id) == false)
            {
                _sink.Report(
                    CompetencyPositions[^1].At,
                    DiagnosticCodes.UnknownCompetency,
                    $"'{id}' has no learning time. Add one, or remove it. {Suggestion.For(id, [.. learningTimes.Keys])}");
            }

            var fields = Fields.Of(value, KnownKeys.RoleCompetency, _sink);
            int? weight = _values.Integer(fields["weight"], "The weight", 0, RubricLimits.Weight, DiagnosticCodes.WeightOutOfRange);
            bool required = fields["required"] is { } flag && _values.Truth(flag, "'required'") == true;
            if (required && weight == 0)
            {
                _sink.Report(
                    fields["required"]!.At,
                    DiagnosticCodes.RequiredWithoutWeight,
                    $"{id} is required and has the weight 0. Give it a weight, or remove 'required'.");
            }

            everyWeightKnown &= weight is not null;
            competencies.Add(new RoleCompetency(id, weight ?? 0, ReadBars(fields["bars"]), required));
        }

        string[] missing = learningTimes is null ? [] : [.. learningTimes.Keys.Except(competencies.Select(c => c.CompetencyId))];
        if (node is MappingNode && missing.Length > 0)
        {
            _sink.Report(
                node.At,
                DiagnosticCodes.MissingCompetency,
                $"The competencies of {role} lack {string.Join(", ", missing)}. Add them, with the weight 0 where they don't matter.");
        }

        int sum = competencies.Sum(c => c.Weight);
        if (competencies.Count > 0 && everyWeightKnown && sum != WeightsSum)
        {
            _sink.Report(node.At, DiagnosticCodes.WeightsSum, $"The weights of {role} sum to {sum}; they must sum to {WeightsSum}.");
        }

        return competencies;
    }

    private int[] ReadBars(Node? node)
    {
        if (node is null)
        {
            return [];
        }

        var fields = Fields.Of(node, KnownKeys.Bars, _sink);
        int highest = 0;
        return Array.ConvertAll(KnownKeys.Bars.Required, level =>
        {
            int? bar = _values.Integer(
                fields[level], $"The bar of '{level}'", Scale.LowestLevel, Scale.HighestLevel, DiagnosticCodes.BarOutOfRange);
            if (bar < highest)
            {
                _sink.Report(
                    fields[level]!.At,
                    DiagnosticCodes.BarsOrder,
                    $"The bar of '{level}' is {bar}, below the {highest} of a less senior level. Raise it.");
            }

            highest = Math.Max(highest, bar ?? 0);
            return bar ?? 0;
        });
    }

    /// <summary>The entries of a mapping whose keys are competencies.</summary>
    private IEnumerable<(string Id, Node Value)> ByCompetency(Node node, string what)
    {
        if (node is not MappingNode mapping)
        {
            if (node is not InvalidNode)
            {
                _sink.Report(node.At, DiagnosticCodes.WrongType, $"{what} has competencies as keys, such as P1.");
            }

            yield break;
        }

        foreach (var (key, value) in Fields.DistinctEntries(mapping, _sink))
        {
            if (_ids.CompetencyKey(key) is { } id)
            {
                CompetencyPositions.Add((id, key.At));
                yield return (id, value);
            }
        }
    }

    private string Text(Fields fields, string key) => _values.Text(fields[key], $"'{key}'") ?? "";

    private int Whole(Fields? fields, string key, int minimum, int maximum) =>
        _values.Integer(fields?[key], $"'{key}'", minimum, maximum) ?? 0;

    private int Levels(Fields fields, string key) => _values.Hundredths(fields[key], $"'{key}'", LargestGap) ?? 0;
}
