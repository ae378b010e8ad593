using System.Collections.Frozen;

namespace Assessment.Scoring;

/// <summary>Competencies, criteria and red flags compiled to flat arrays. Immutable, and safe to share between threads.</summary>
/// <remarks>
/// Order is fixed at compilation: tracks in the order of <see cref="Track"/>, then competencies and criteria in the order given.
/// That is 'bank order' wherever a tie needs one.
/// </remarks>
public sealed class Rubric
{
    internal readonly CriterionFacts[] Criteria;
    internal readonly CompetencyFacts[] Competencies;
    internal readonly int[] CompetencyFirstCriteria; // competency i owns criteria [first[i], first[i + 1])
    internal readonly ulong[] TrackCompetencies; // by track; here and below one bit a competency
    internal readonly ulong EvidenceAtExtremes;
    internal readonly int[] FlagCaps;
    internal readonly int[][] FlagCriteria;
    internal readonly ulong[] FlagCompetencies;

    private readonly FrozenDictionary<string, int> _criteria;
    private readonly FrozenDictionary<string, int> _competencies;
    private readonly FrozenDictionary<string, int> _flags;

    private Rubric(CompetencyDefinition[] competencies, RedFlagDefinition[] flags)
    {
        var criteria = competencies.SelectMany(c => c.Criteria).ToArray();
        CompetencyIds = Array.ConvertAll(competencies, c => c.Id);
        CriterionIds = Array.ConvertAll(criteria, c => c.Id);
        RedFlagIds = Array.ConvertAll(flags, f => f.Id);
        _competencies = IndexOf(CompetencyIds);
        _criteria = IndexOf(CriterionIds);
        _flags = IndexOf(RedFlagIds);

        Criteria = competencies.SelectMany((c, i) => c.Criteria.Select(x => new CriterionFacts((ushort)x.Weight, (byte)i))).ToArray();
        Competencies = Array.ConvertAll(competencies, c => new CompetencyFacts(c.Track, (uint)c.Weight, (uint)c.Criteria.Sum(x => x.Weight)));
        CompetencyFirstCriteria = new int[competencies.Length + 1];
        TrackCompetencies = new ulong[(int)Track.MlPlatform + 1];
        for (int i = 0; i < competencies.Length; i++)
        {
            CompetencyFirstCriteria[i + 1] = CompetencyFirstCriteria[i] + competencies[i].Criteria.Count;
            TrackCompetencies[(int)competencies[i].Track] |= 1UL << i;
            EvidenceAtExtremes |= competencies[i].EvidenceAtExtremes ? 1UL << i : 0;
        }

        FlagCaps = Array.ConvertAll(flags, f => f.CapLevel);
        FlagCriteria = Array.ConvertAll(flags, f => f.CriterionIds.Select(id => _criteria[id]).ToArray());
        FlagCompetencies = Array.ConvertAll(FlagCriteria, c => c.Aggregate(0UL, (bits, criterion) => bits | (1UL << CompetencyOf(criterion))));
        Everything = new Focus(competencies.Length == 64 ? ulong.MaxValue : (1UL << competencies.Length) - 1);
    }

    /// <summary>The criteria's ids, in rubric order; an index into it is a criterion's index everywhere.</summary>
    public IReadOnlyList<string> CriterionIds { get; }

    /// <summary>The competencies' ids, in rubric order.</summary>
    public IReadOnlyList<string> CompetencyIds { get; }

    /// <summary>The red flags' ids, in rubric order.</summary>
    public IReadOnlyList<string> RedFlagIds { get; }

    /// <summary>The focus that covers every competency.</summary>
    public Focus Everything { get; }

    /// <summary>Compiles definitions, sorted stably by track.</summary>
    /// <param name="competencies">1 to 64 competencies.</param>
    /// <param name="redFlags">Any number, each capping criteria of those competencies.</param>
    /// <exception cref="ArgumentException">An id repeats, a weight, level or count is out of range, or a flag names an unknown criterion.</exception>
    public static Rubric Compile(IEnumerable<CompetencyDefinition> competencies, IEnumerable<RedFlagDefinition> redFlags)
    {
        var ordered = competencies.OrderBy(c => c.Track).ToArray();
        var flags = redFlags.ToArray();
        Check(ordered, flags);
        return new Rubric(ordered, flags);
    }

    /// <summary>The index of a criterion, or −1 when the rubric has none of that id.</summary>
    public int FindCriterion(string id) => _criteria.TryGetValue(id, out int index) ? index : -1;

    /// <summary>The index of a competency, or −1 when the rubric has none of that id.</summary>
    public int FindCompetency(string id) => _competencies.TryGetValue(id, out int index) ? index : -1;

    /// <summary>The index of a red flag, or −1 when the rubric has none of that id.</summary>
    public int FindRedFlag(string id) => _flags.TryGetValue(id, out int index) ? index : -1;

    /// <summary>The competency that a criterion belongs to, as an index.</summary>
    public int CompetencyOf(int criterion) => Criteria[criterion].Competency;

    /// <summary>The track of a competency.</summary>
    public Track TrackOf(int competency) => Competencies[competency].Track;

    /// <summary>The half-open range of the criteria of a competency.</summary>
    public (int First, int End) CriteriaOf(int competency) =>
        (CompetencyFirstCriteria[competency], CompetencyFirstCriteria[competency + 1]);

    /// <summary>The weight of a criterion in its competency, in [1, 1000].</summary>
    public int WeightOfCriterion(int criterion) => Criteria[criterion].Weight;

    /// <summary>The weight of a competency in its track, in [1, 1000].</summary>
    public int WeightOfCompetency(int competency) => (int)Competencies[competency].Weight;

    /// <summary>The level that a red flag caps at, in [1, 5].</summary>
    public int CapOf(int redFlag) => FlagCaps[redFlag];

    /// <summary>The criteria that a red flag caps, as indexes.</summary>
    public IReadOnlyList<int> CriteriaCappedBy(int redFlag) => FlagCriteria[redFlag];

    /// <summary>The focus on the named competencies.</summary>
    /// <param name="competencyIds">Ids of the rubric's; a repeated one counts once.</param>
    /// <exception cref="ArgumentException">An id is not the rubric's.</exception>
    public Focus FocusOn(IEnumerable<string> competencyIds)
    {
        ulong bits = 0;
        foreach (string id in competencyIds)
        {
            int index = FindCompetency(id);
            if (index < 0)
            {
                throw new ArgumentException($"The rubric has no competency '{id}'.", nameof(competencyIds));
            }

            bits |= 1UL << index;
        }

        return new Focus(bits);
    }

    /// <summary>Whether a track has some competency of the focus.</summary>
    public bool Touches(Track track, Focus focus) => (TrackCompetencies[(int)track] & focus.Competencies) != 0;

    /// <summary>Whether a flag caps some criterion of the focus.</summary>
    internal bool Touches(int redFlag, Focus focus) => (FlagCompetencies[redFlag] & focus.Competencies) != 0;

    private static FrozenDictionary<string, int> IndexOf(IReadOnlyList<string> ids) =>
        ids.Select((id, index) => (id, index)).ToFrozenDictionary(x => x.id, x => x.index, StringComparer.Ordinal);

    private static void Check(CompetencyDefinition[] competencies, RedFlagDefinition[] flags)
    {
        Require(competencies.Length is >= 1 and <= RubricLimits.Competencies, $"A rubric has 1 to {RubricLimits.Competencies} competencies.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var criteria = new HashSet<string>(StringComparer.Ordinal);
        foreach (var competency in competencies)
        {
            Require(ids.Add(competency.Id), $"The id '{competency.Id}' repeats.");
            Require(competency.Track is Track.ProductSense or Track.DataModeling or Track.MlPlatform, $"'{competency.Id}' has no track.");
            Require(InRange(competency.Weight, RubricLimits.Weight), $"The weight of '{competency.Id}' is outside [1, 1000].");
            Require(InRange(competency.Criteria.Count, RubricLimits.CriteriaPerCompetency), $"'{competency.Id}' needs 1 to 64 criteria.");
            foreach (var criterion in competency.Criteria)
            {
                Require(ids.Add(criterion.Id) && criteria.Add(criterion.Id), $"The id '{criterion.Id}' repeats.");
                Require(InRange(criterion.Weight, RubricLimits.Weight), $"The weight of '{criterion.Id}' is outside [1, 1000].");
            }
        }

        foreach (var flag in flags)
        {
            Require(ids.Add(flag.Id), $"The id '{flag.Id}' repeats.");
            Require(InRange(flag.CapLevel, Scale.HighestLevel), $"The cap of '{flag.Id}' is outside [1, 5].");
            Require(flag.CriterionIds.Count > 0 && flag.CriterionIds.All(criteria.Contains), $"'{flag.Id}' must cap criteria of the rubric.");
        }
    }

    private static bool InRange(int value, int highest) => value >= 1 && value <= highest;

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}

/// <summary>What scoring asks of a criterion, side by side in memory.</summary>
internal readonly record struct CriterionFacts(ushort Weight, byte Competency);

/// <summary>What scoring asks of a competency: its own weight, and that of its criteria together.</summary>
internal readonly record struct CompetencyFacts(Track Track, uint Weight, uint CriterionWeight);
