namespace Assessment.Scoring;

/// <summary>One competency's part of a composite.</summary>
/// <param name="Competency">The competency's index.</param>
/// <param name="Hundredths">Its part, in hundredths of a point.</param>
/// <param name="Criteria">The parts of its observed criteria, in rubric order; they sum to <paramref name="Hundredths"/>.</param>
public sealed record Contribution(int Competency, int Hundredths, IReadOnlyList<CriterionContribution> Criteria);

/// <summary>One criterion's part of a composite.</summary>
/// <param name="Criterion">The criterion's index.</param>
/// <param name="Hundredths">Its part, in hundredths of a point.</param>
public sealed record CriterionContribution(int Criterion, int Hundredths);

/// <summary>Splits a composite into parts that sum to it exactly.</summary>
public static class Explanation
{
    /// <summary>
    /// Allocates the composite by largest remainder (Hamilton's method): over competencies in proportion to profile weight times
    /// score, then each share over its criteria in proportion to weight times value. Ties go in rubric order.
    /// </summary>
    /// <param name="sheet">A scored sheet.</param>
    /// <param name="profile">The profile that it was scored with.</param>
    /// <returns>The observed competencies with a profile weight, in rubric order; empty when the composite is absent.</returns>
    public static IReadOnlyList<Contribution> Of(ScoreSheet sheet, BoundProfile profile)
    {
        if (sheet.Composite is not int composite)
        {
            return [];
        }

        var rubric = sheet.Rubric;
        int[] competencies = Enumerable.Range(0, rubric.CompetencyIds.Count)
            .Where(i => sheet.CompetencyScore(i) is not null && profile.Weights[i] > 0)
            .ToArray();
        int[] shares = Allocate(composite, Array.ConvertAll(competencies, i => (long)profile.Weights[i] * sheet.CompetencyScore(i)!.Value));
        var contributions = new Contribution[competencies.Length];
        for (int i = 0; i < competencies.Length; i++)
        {
            var (first, end) = rubric.CriteriaOf(competencies[i]);
            int[] criteria = Enumerable.Range(first, end - first).Where(c => sheet.Values[c] != Scale.Absent).ToArray();
            int[] parts = Allocate(shares[i], Array.ConvertAll(criteria, c => (long)rubric.Criteria[c].Weight * sheet.Values[c]));
            contributions[i] = new(competencies[i], shares[i], criteria.Select((c, j) => new CriterionContribution(c, parts[j])).ToArray());
        }

        return contributions;
    }

    /// <summary>Whole parts of a total in proportion to claims: floors first, then one each to the largest remainders.</summary>
    private static int[] Allocate(int total, long[] claims)
    {
        long sum = claims.Sum();
        var parts = new int[claims.Length];
        if (sum == 0)
        {
            return parts; // every claim is 0, and so is the total: a mean of zeros
        }

        var remainders = new long[claims.Length];
        for (int i = 0; i < claims.Length; i++)
        {
            parts[i] = (int)Math.DivRem(total * claims[i], sum, out remainders[i]);
        }

        // Each remainder is below the sum, so fewer than claims.Length units are left over. Equal remainders go in rubric order.
        for (int left = total - parts.Sum(); left > 0; left--)
        {
            int largest = 0;
            for (int i = 1; i < remainders.Length; i++)
            {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }

            parts[largest]++;
            remainders[largest] = -1;
        }

        return parts;
    }
}
