using Assessment.Scoring;

namespace Assessment.Benchmarks;

/// <summary>A rubric, a senior's profile over 18 competencies and one card in shuffled order. Seeded: every run scores the same card.</summary>
internal sealed class Workload
{
    private static readonly int[] CriterionWeights = [60, 40, 55, 45, 50, 50, 70, 30, 65, 35, 40, 60];
    private static readonly int[] CompetencyWeights = [20, 15, 25, 10, 18, 12];
    private static readonly int[] ProfileWeights = [8, 5, 6, 4, 7, 3, 12, 10, 9, 8, 6, 5, 4, 3, 4, 2, 3, 1];

    private readonly CompetencyDefinition[] _competencies;
    private readonly RedFlagDefinition[] _flags;
    private readonly Rubric _rubric;
    private readonly BoundProfile _profile;
    private readonly ScorecardScore _score;
    private readonly Rating[] _ratings;
    private readonly string[] _ids;
    private readonly Rating[] _fromIds;
    private readonly int[] _raised;
    private readonly double[] _levels;
    private readonly double[] _weights;

    public Workload(int competencies, int criteriaEach, int ratings)
    {
        _competencies = [.. Enumerable.Range(0, competencies).Select(i => new CompetencyDefinition(
            $"P{i + 1}",
            (Track)(1 + (i / 6)),
            CompetencyWeights[i % 6],
            EvidenceAtExtremes: true,
            [.. Enumerable.Range(0, criteriaEach).Select(j => new CriterionDefinition($"P{i + 1}.criterion-{j}", CriterionWeights[((2 * i) + j) % 12]))]))];
        _flags = [new("P2.cannot-say-what-the-loss-was", 2, ["P2.criterion-0", "P4.criterion-1"]), new("P6.rules-called-a-model", 3, ["P6.criterion-0"])];
        _rubric = Compile();
        _profile = new(_rubric, new RoleProfile(
            "ml_engineer",
            "senior",
            [.. ProfileWeights.Select((weight, i) => new ProfileCompetency($"P{i + 1}", weight, 2 + (weight / 5), weight >= 10))],
            [2_000, 3_500, 5_000, 6_500, 8_000],
            6_000,
            CombinationRule.Mean));
        _score = new(_rubric);

        var random = new Random(20_261_124);
        int[] criteria = [.. Enumerable.Range(0, _rubric.CriterionIds.Count)];
        random.Shuffle(criteria);
        _ratings = [.. criteria.Take(ratings).Select(criterion => new Rating(criterion, random.Next(1, 6), HasEvidence: true))];
        int capped = Array.FindIndex(_ratings, r => r.Criterion == _rubric.FindCriterion("P2.criterion-0"));
        if (capped >= 0)
        {
            _ratings[capped] = _ratings[capped] with { Level = 4 }; // so that the flag's cap binds
        }

        _ids = Array.ConvertAll(_ratings, r => _rubric.CriterionIds[r.Criterion]);
        _fromIds = new Rating[ratings];
        _raised = [_rubric.FindRedFlag(_flags[0].Id)];
        _levels = Array.ConvertAll(_ratings, r => (double)r.Level);
        _weights = Array.ConvertAll(_ratings, r =>
            (double)_rubric.WeightOfCriterion(r.Criterion) * _profile.WeightOf(_rubric.CompetencyOf(r.Criterion)));
        if (!Score() || !ScoreFromIds() || (capped >= 0 && (!ScoreWithFlag() || _score.CappedBy(_ratings[capped].Criterion).Count() != 1)))
        {
            throw new InvalidOperationException("The card must be valid, and its flag must cap.");
        }
    }

    public double PlainWeightedMean()
    {
        double[] levels = _levels, weights = _weights;
        double sum = 0, weight = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            sum += weights[i] * levels[i];
            weight += weights[i];
        }

        return sum / weight;
    }

    public bool Score() => _score.TryScore(_profile, _rubric.Everything, _ratings, []);

    public bool ScoreWithFlag() => _score.TryScore(_profile, _rubric.Everything, _ratings, _raised);

    public bool ScoreFromIds()
    {
        for (int i = 0; i < _ids.Length; i++)
        {
            _fromIds[i] = _ratings[i] with { Criterion = _rubric.FindCriterion(_ids[i]) };
        }

        return _score.TryScore(_profile, _rubric.Everything, _fromIds, _raised);
    }

    public IReadOnlyList<Contribution> Explain() => Explanation.Of(_score, _profile);

    public Rubric Compile() => Rubric.Compile(_competencies, _flags);
}
