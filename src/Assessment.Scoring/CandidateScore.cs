using System.Numerics;

namespace Assessment.Scoring;

/// <summary>A candidate's combined result over scorecards of one rubric.</summary>
public sealed class CandidateScore : ScoreSheet
{
    private CandidateScore(BoundProfile profile)
        : base(profile.Rubric)
    {
        Profile = profile;
        Focus = profile.Rubric.Everything;
        Reasons = [];
    }

    /// <summary>The profile that weighed it.</summary>
    public BoundProfile Profile { get; }

    /// <summary>The band, by cut scores, gates and coverage.</summary>
    public Band Band { get; private set; }

    /// <summary>
    /// Every reason why the band is not the cut scores' alone: what is insufficient first, then missed gates, each in rubric order
    /// (required competencies that no pinned bank assesses follow those that one does).
    /// </summary>
    public IReadOnlyList<BandReason> Reasons { get; private set; }

    /// <summary>Combines capped values criterion by criterion, by the profile's rule, and scores the result.</summary>
    /// <param name="profile">The bound profile.</param>
    /// <param name="cards">Scored cards of the same rubric, in any order; none gives insufficient evidence.</param>
    /// <exception cref="ArgumentException">A card belongs to another rubric.</exception>
    public static CandidateScore Combine(BoundProfile profile, IReadOnlyList<ScorecardScore> cards) =>
        Combine(profile, cards, severities: null);

    /// <summary>The same with each card's values moved by its interviewer's severity: a report layer, never the score itself.</summary>
    /// <param name="profile">The bound profile.</param>
    /// <param name="cards">Scored cards of the same rubric, in any order.</param>
    /// <param name="severities">
    /// For each card, how much its interviewer rates below the average one, in hundredths of a point: it is added to each of the card's
    /// values, which stay in [0, 10000]. Null moves nothing.
    /// </param>
    /// <exception cref="ArgumentException">A card belongs to another rubric, or the severities are not as many as the cards.</exception>
    public static CandidateScore Combine(BoundProfile profile, IReadOnlyList<ScorecardScore> cards, IReadOnlyList<int>? severities)
    {
        if (severities is not null && severities.Count != cards.Count)
        {
            throw new ArgumentException("There is a severity for each card.", nameof(severities));
        }

        if (cards.Any(card => card.Rubric != profile.Rubric))
        {
            throw new ArgumentException("A card belongs to another rubric.", nameof(cards));
        }

        var candidate = new CandidateScore(profile);
        var values = new int[cards.Count];
        for (int criterion = 0; criterion < candidate.Values.Length; criterion++)
        {
            int count = 0;
            for (int card = 0; card < cards.Count; card++)
            {
                int value = cards[card].Values[criterion];
                values[count] = value == Scale.Absent || severities is null ? value : Math.Clamp(value + severities[card], 0, Scale.Full);
                count += value == Scale.Absent ? 0 : 1;
            }

            if (count > 0)
            {
                candidate.Observe(criterion, profile.Rubric.Criteria[criterion], Combined(profile.Profile.Combination, values.AsSpan(0, count)));
            }
        }

        candidate.Finish(profile, profile.WeightOutside);
        candidate.Decide();
        return candidate;
    }

    /// <summary>The combination of at least one value; reorders the span.</summary>
    private static int Combined(CombinationRule rule, Span<int> values)
    {
        switch (rule)
        {
            case CombinationRule.Median:
                values.Sort();
                int middle = values.Length / 2;
                return values.Length % 2 == 1 ? values[middle] : Mean(values.Slice(middle - 1, 2));
            case CombinationRule.TrimmedMean when values.Length >= 5:
                values.Sort();
                return Mean(values[1..^1]);
            default:
                return Mean(values);
        }
    }

    private static int Mean(ReadOnlySpan<int> values)
    {
        uint sum = 0;
        foreach (int value in values)
        {
            sum += (uint)value;
        }

        return Scale.Quotient(sum, (uint)values.Length);
    }

    private void Decide()
    {
        var reasons = new List<BandReason>();
        if (Composite is null)
        {
            reasons.Add(new(BandReasonKind.NothingObserved, null));
        }

        var gates = new List<BandReason>();
        for (ulong rest = Profile.Required; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            string id = Rubric.CompetencyIds[competency];
            switch (CompetencyScore(competency))
            {
                case null:
                    reasons.Add(new(BandReasonKind.RequiredUnobserved, id));
                    break;
                case int score when score < Profile.BarValues[competency]:
                    gates.Add(new(BandReasonKind.GateMissed, id));
                    break;
            }
        }

        reasons.AddRange(Profile.RequiredOutside.Select(id => new BandReason(BandReasonKind.RequiredUnobserved, id)));
        if (Coverage < Profile.Profile.MinimumCoverage)
        {
            reasons.Add(new(BandReasonKind.CoverageBelowMinimum, null));
        }

        bool insufficient = reasons.Count > 0;
        reasons.AddRange(gates);
        Reasons = reasons;
        if (!insufficient)
        {
            var byCutScores = Band.StrongNo + Profile.Profile.CutScores.Count(cut => Composite >= cut);
            Band = gates.Count > 0 && byCutScores > Band.No ? Band.No : byCutScores;
        }
    }
}
