using System.Numerics;
using System.Runtime.CompilerServices;

namespace Assessment.Scoring;

/// <summary>Scores of competencies, tracks and the whole, computed from criteria; the part that scorecards and candidates share.</summary>
/// <remarks>Scores are in [0, 10000] hundredths of a point, coverage in [0, 10000] hundredths of a per cent; an absent score is null.</remarks>
public abstract class ScoreSheet
{
    private const int Tracks = 4; // Track.None included, so that a track is its own index

    private readonly CompetencyResult[] _competencies;
    private readonly int[] _trackScores = new int[Tracks];
    private readonly int[] _trackCoverage = new int[Tracks];
    private int _composite = Scale.Absent;
    private int _equalWeights = Scale.Absent;

    private protected ScoreSheet(Rubric rubric)
    {
        Rubric = rubric;
        Values = new int[rubric.CriterionIds.Count];
        _competencies = new CompetencyResult[rubric.CompetencyIds.Count];
        Array.Fill(_trackScores, Scale.Absent);
        Clear();
    }

    /// <summary>The rubric whose indexes this sheet uses.</summary>
    public Rubric Rubric { get; }

    /// <summary>The competencies that coverage is taken over.</summary>
    public Focus Focus { get; private protected set; }

    /// <summary>Profile-weighted mean of the observed competencies; null when none with a weight was observed.</summary>
    public int? Composite => OrNull(_composite);

    /// <summary>The same with equal weights, over the competencies with a profile weight above 0.</summary>
    public int? EqualWeights => OrNull(_equalWeights);

    /// <summary>Profile-weighted mean coverage, an unobserved competency counting 0.</summary>
    public int Coverage { get; private set; }

    /// <summary>The criteria's values, one a criterion of the rubric; <see cref="Scale.Absent"/> where not observed.</summary>
    public ReadOnlySpan<int> CriterionValues => Values;

    internal int[] Values { get; }

    /// <summary>A competency's score; null when nothing of it was observed.</summary>
    public int? CompetencyScore(int competency) => _competencies[competency].Weight == 0 ? null : _competencies[competency].Score;

    /// <summary>A score for each competency of the rubric, <see cref="Scale.Absent"/> where it has none.</summary>
    public int[] CompetencyScores()
    {
        int[] scores = new int[_competencies.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = _competencies[i].Weight == 0 ? Scale.Absent : _competencies[i].Score;
        }

        return scores;
    }

    /// <summary>Observed share of a competency's criterion weight; 0 outside the focus.</summary>
    public int CompetencyCoverage(int competency) => _competencies[competency].Coverage;

    /// <summary>A track's score: the bank-weighted mean of its observed competencies; null when there is none.</summary>
    public int? TrackScore(Track track) => OrNull(_trackScores[(int)track]);

    /// <summary>Bank-weighted mean coverage of a track's competencies in the focus, an unobserved one counting 0.</summary>
    public int TrackCoverage(Track track) => _trackCoverage[(int)track];

    private protected void Clear()
    {
        Values.AsSpan().Fill(Scale.Absent);
        _competencies.AsSpan().Clear();
    }

    /// <summary>Adds one observed criterion. Each criterion at most once between two calls of <see cref="Clear"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void Observe(int criterion, CriterionFacts facts, int value)
    {
        Values[criterion] = value;
        ref var competency = ref _competencies[facts.Competency];
        competency.Sum += (uint)facts.Weight * (uint)value;
        competency.Weight += facts.Weight;
    }

    /// <summary>Takes an observed criterion down to a value; one that is lower already, or absent, stays.</summary>
    private protected void Lower(int criterion, int value)
    {
        int excess = Values[criterion] - value;
        if (excess > 0)
        {
            var facts = Rubric.Criteria[criterion];
            Values[criterion] = value;
            _competencies[facts.Competency].Sum -= (uint)facts.Weight * (uint)excess;
        }
    }

    /// <summary>Turns the sums into scores. <paramref name="weightOutside"/> is profile weight that can't be observed and counts 0.</summary>
    private protected void Finish(BoundProfile profile, uint weightOutside)
    {
        var bank = Rubric.Competencies;
        int[] profileWeights = profile.Weights;
        var results = _competencies;
        uint sum = 0, weight = 0, equalSum = 0, equalCount = 0, covered = 0, total = weightOutside;
        for (int track = 1; track < Tracks; track++)
        {
            uint trackSum = 0, trackWeight = 0, trackCovered = 0, trackTotal = 0;
            for (ulong rest = Focus.Competencies & Rubric.TrackCompetencies[track]; rest != 0; rest &= rest - 1)
            {
                int competency = BitOperations.TrailingZeroCount(rest);
                ref var result = ref results[competency];
                uint bankWeight = bank[competency].Weight;
                uint profileWeight = (uint)profileWeights[competency];
                trackTotal += bankWeight;
                total += profileWeight;
                uint observed = result.Weight;
                if (observed == 0)
                {
                    continue;
                }

                uint score = (uint)Scale.Quotient(result.Sum, observed);
                uint coverage = (uint)Share(observed * Scale.Full, bank[competency].CriterionWeight);
                result.Score = (int)score;
                result.Coverage = (int)coverage;
                trackSum += bankWeight * score;
                trackWeight += bankWeight;
                trackCovered += bankWeight * coverage;
                sum += profileWeight * score;
                weight += profileWeight;
                covered += profileWeight * coverage;
                uint counts = profileWeight > 0 ? 1u : 0;
                equalSum += counts * score;
                equalCount += counts;
            }

            _trackScores[track] = QuotientOrAbsent(trackSum, trackWeight);
            _trackCoverage[track] = Share(trackCovered, trackTotal);
        }

        _composite = QuotientOrAbsent(sum, weight);
        _equalWeights = QuotientOrAbsent(equalSum, equalCount);
        Coverage = Share(covered, total);
    }

    private static int QuotientOrAbsent(uint numerator, uint denominator) =>
        denominator == 0 ? Scale.Absent : Scale.Quotient(numerator, denominator);

    /// <summary>A weighted mean of coverages; full or empty without a division.</summary>
    private static int Share(uint covered, uint total) =>
        covered == 0 ? 0 : covered == total * Scale.Full ? Scale.Full : Scale.Quotient(covered, total);

    private static int? OrNull(int score) => score == Scale.Absent ? null : score;

    /// <summary>One competency's running sums, then its score; the default is 'nothing observed'.</summary>
    private struct CompetencyResult
    {
        public uint Sum; // of weight times value
        public uint Weight; // observed
        public int Score;
        public int Coverage;
    }
}
