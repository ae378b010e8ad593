using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Ranking;

/// <summary>A score to be placed.</summary>
/// <param name="Value">The score, in any unit; finite.</param>
/// <param name="StandardError">Its standard error in the same unit; finite, ≥ 0.</param>
/// <param name="Group">Scores of other groups have another origin: they are not compared.</param>
public readonly record struct RankedScore(double Value, double StandardError, int Group);

/// <summary>A place.</summary>
/// <param name="Item">The place of the score in the input.</param>
/// <param name="Rank">From 1 within its group; equal scores share a rank, and the next is that many further on.</param>
/// <param name="AboveNext">
/// The probability that this one is truly above the next of its group, in [0.5, 1]; NaN for the last of a group. Two equal scores without
/// error have 0.5.
/// </param>
public readonly record struct Place(int Item, int Rank, double AboveNext);

/// <summary>An order of candidates, with how sure it is.</summary>
/// <remarks>
/// The probability that a is truly above b is Φ((a − b)/√(sₐ² + s_b²)): both errors normal and independent (the paired-comparison form of
/// Thurstone 1927, Psychological Review 34, 273–286, case III). Errors that two candidates share, such as a severe interviewer whom both
/// met, make it cautious: they cancel in the difference.
/// </remarks>
public static class CandidateRanking
{
    /// <summary>Orders scores, the highest first, group by group in the order of the groups' numbers; ties keep the order of the input.</summary>
    /// <exception cref="ArgumentException">A value or error is not finite, or an error negative.</exception>
    public static IReadOnlyList<Place> Of(IReadOnlyList<RankedScore> scores)
    {
        if (scores.Any(s => !double.IsFinite(s.Value) || !double.IsFinite(s.StandardError) || s.StandardError < 0))
        {
            throw new ArgumentException("Scores and errors are finite, and errors not negative.", nameof(scores));
        }

        int[] order = [.. Enumerable.Range(0, scores.Count).OrderBy(i => scores[i].Group).ThenByDescending(i => scores[i].Value)];
        var places = new Place[order.Length];
        int rank = 0, within = 0;
        for (int i = 0; i < order.Length; i++)
        {
            var score = scores[order[i]];
            bool begins = i == 0 || scores[order[i - 1]].Group != score.Group;
            within = begins ? 1 : within + 1;
            rank = begins || scores[order[i - 1]].Value != score.Value ? within : rank;
            bool last = i + 1 == order.Length || scores[order[i + 1]].Group != score.Group;
            places[i] = new Place(order[i], rank, last ? double.NaN : Above(score, scores[order[i + 1]]));
        }

        return places;
    }

    private static double Above(RankedScore a, RankedScore b)
    {
        double error = Math.Sqrt((a.StandardError * a.StandardError) + (b.StandardError * b.StandardError));
        double difference = a.Value - b.Value;
        return error > 0 ? Normal.CDF(0, 1, difference / error) : difference > 0 ? 1 : 0.5;
    }
}
