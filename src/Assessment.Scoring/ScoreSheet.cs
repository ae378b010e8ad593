using System.Numerics;

namespace Assessment.Scoring;

/// <summary>Scores of competencies, tracks and the whole, computed from criteria; the part that scorecards and candidates share.</summary>
/// <remarks>Scores are in [0, 10000] hundredths of a point, coverage in [0, 10000] hundredths of a per cent; an absent score is null.</remarks>
public abstract class ScoreSheet
{
    private const int Tracks = 4; // Track.None included, so that a track is its own index

    private readonly int[] _competencyScores;
    private readonly int[] _competencyCoverage;
    private readonly uint[] _numerators;
    private readonly uint[] _denominators;
    private readonly int[] _trackScores = new int[Tracks];
    private readonly int[] _trackCoverage = new int[Tracks];
    private int _composite = Scale.Absent;
    private int _equalWeights = Scale.Absent;

    private protected ScoreSheet(Rubric rubric)
    {
        Rubric = rubric;
        Values = new int[rubric.CriterionIds.Count];
        _competencyScores = new int[rubric.CompetencyIds.Count];
        _competencyCoverage = new int[_competencyScores.Length];
        _numerators = new uint[_competencyScores.Length];
        _denominators = new uint[_competencyScores.Length];
        Array.Fill(_competencyScores, Scale.Absent);
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
    public int? CompetencyScore(int competency) => OrNull(_competencyScores[competency]);

    /// <summary>Observed share of a competency's criterion weight; 0 outside the focus.</summary>
    public int CompetencyCoverage(int competency) => _competencyCoverage[competency];

    /// <summary>A track's score: the bank-weighted mean of its observed competencies; null when there is none.</summary>
    public int? TrackScore(Track track) => OrNull(_trackScores[(int)track]);

    /// <summary>Bank-weighted mean coverage of a track's competencies in the focus, an unobserved one counting 0.</summary>
    public int TrackCoverage(Track track) => _trackCoverage[(int)track];

    private protected void Clear()
    {
        Values.AsSpan().Fill(Scale.Absent);
        _numerators.AsSpan().Clear();
        _denominators.AsSpan().Clear();
    }

    /// <summary>Adds one observed criterion. Each criterion at most once between two calls of <see cref="Clear"/>.</summary>
    private protected void Observe(int criterion, int value)
    {
        Values[criterion] = value;
        int competency = Rubric.CriterionCompetencies[criterion];
        uint weight = (uint)Rubric.CriterionWeights[criterion];
        _numerators[competency] += weight * (uint)value;
        _denominators[competency] += weight;
    }

    /// <summary>Turns the sums into scores. <paramref name="weightOutside"/> is profile weight that can't be observed and counts 0.</summary>
    private protected void Finish(BoundProfile profile, uint weightOutside)
    {
        _competencyScores.AsSpan().Fill(Scale.Absent);
        _competencyCoverage.AsSpan().Clear();
        Span<uint> trackSum = stackalloc uint[Tracks], trackWeight = stackalloc uint[Tracks];
        Span<uint> trackCovered = stackalloc uint[Tracks], trackTotal = stackalloc uint[Tracks];
        trackSum.Clear();
        trackWeight.Clear();
        trackCovered.Clear();
        trackTotal.Clear();
        uint sum = 0, weight = 0, equalSum = 0, equalCount = 0, covered = 0, total = weightOutside;
        for (ulong rest = Focus.Competencies; rest != 0; rest &= rest - 1)
        {
            int competency = BitOperations.TrailingZeroCount(rest);
            uint bankWeight = (uint)Rubric.CompetencyWeights[competency];
            uint profileWeight = (uint)profile.Weights[competency];
            int track = Rubric.CompetencyTracks[competency];
            trackTotal[track] += bankWeight;
            total += profileWeight;
            uint observed = _denominators[competency];
            if (observed == 0)
            {
                continue;
            }

            uint all = (uint)Rubric.CompetencyTotalWeights[competency];
            uint coverage = observed == all ? Scale.Full : (uint)Scale.Quotient(observed * Scale.Full, all);
            uint score = (uint)Scale.Quotient(_numerators[competency], observed);
            _competencyScores[competency] = (int)score;
            _competencyCoverage[competency] = (int)coverage;
            trackSum[track] += bankWeight * score;
            trackWeight[track] += bankWeight;
            trackCovered[track] += bankWeight * coverage;
            sum += profileWeight * score;
            weight += profileWeight;
            covered += profileWeight * coverage;
            uint counts = profileWeight > 0 ? 1u : 0;
            equalSum += counts * score;
            equalCount += counts;
        }

        _composite = QuotientOrAbsent(sum, weight);
        _equalWeights = QuotientOrAbsent(equalSum, equalCount);
        Coverage = Share(covered, total);
        for (int track = 1; track < Tracks; track++)
        {
            _trackScores[track] = QuotientOrAbsent(trackSum[track], trackWeight[track]);
            _trackCoverage[track] = Share(trackCovered[track], trackTotal[track]);
        }
    }

    private static int QuotientOrAbsent(uint numerator, uint denominator) =>
        denominator == 0 ? Scale.Absent : Scale.Quotient(numerator, denominator);

    /// <summary>A weighted mean of coverages; full or empty without a division.</summary>
    private static int Share(uint covered, uint total) =>
        covered == 0 ? 0 : covered == total * Scale.Full ? Scale.Full : Scale.Quotient(covered, total);

    private static int? OrNull(int score) => score == Scale.Absent ? null : score;
}
