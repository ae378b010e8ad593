namespace Assessment.Scoring;

/// <summary>One competency's part of a composite.</summary>
/// <param name="Competency">The competency's index.</param>
/// <param name="Hundredths">Its part, in hundredths of a point.</param>
/// <param name="Criteria">The parts of its observed criteria, in rubric order; they sum to <paramref name="Hundredths"/>.</param>
public sealed record Contribution(int Competency, int Hundredths, IReadOnlyList<CriterionContribution> Criteria);

/// <summary>One criterion's part of a composite.</summary>
/// <param name="Criterion">The criterion's index.</param>
/// <param name="Hundredths">Its part, in hundredths of a point.</param>
public readonly record struct CriterionContribution(int Criterion, int Hundredths);

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
        int most = rubric.CompetencyIds.Count;
        Span<int> competencies = stackalloc int[most];
        Span<long> claims = stackalloc long[most];
        int count = 0;
        for (int i = 0; i < most; i++)
        {
            if (profile.Weights[i] > 0 && sheet.CompetencyScore(i) is int score)
            {
                competencies[count] = i;
                claims[count++] = (long)profile.Weights[i] * score;
            }
        }

        Span<int> shares = stackalloc int[count];
        Allocate(composite, claims[..count], shares);
        var contributions = new Contribution[count];
        for (int i = 0; i < count; i++)
        {
            contributions[i] = new(competencies[i], shares[i], Split(sheet, competencies[i], shares[i]));
        }

        return contributions;
    }

    /// <summary>A competency's share, over its observed criteria.</summary>
    private static CriterionContribution[] Split(ScoreSheet sheet, int competency, int share)
    {
        var (first, end) = sheet.Rubric.CriteriaOf(competency);
        Span<int> criteria = stackalloc int[end - first];
        Span<long> claims = stackalloc long[end - first];
        int count = 0;
        for (int criterion = first; criterion < end; criterion++)
        {
            if (sheet.Values[criterion] != Scale.Absent)
            {
                criteria[count] = criterion;
                claims[count++] = (long)sheet.Rubric.Criteria[criterion].Weight * sheet.Values[criterion];
            }
        }

        Span<int> parts = stackalloc int[count];
        Allocate(share, claims[..count], parts);
        var contributions = new CriterionContribution[count];
        for (int i = 0; i < count; i++)
        {
            contributions[i] = new(criteria[i], parts[i]);
        }

        return contributions;
    }

    /// <summary>Whole parts of a total in proportion to claims: floors first, then one each to the largest remainders.</summary>
    /// <param name="total">What the parts sum to.</param>
    /// <param name="claims">Not negative; taken for room to count in.</param>
    /// <param name="parts">One a claim; all 0 on entry, and when every claim is 0: then so is the total, a mean of zeros.</param>
    private static void Allocate(int total, Span<long> claims, Span<int> parts)
    {
        long sum = 0;
        foreach (long claim in claims)
        {
            sum += claim;
        }

        if (sum == 0)
        {
            return;
        }

        int left = total;
        for (int i = 0; i < claims.Length; i++)
        {
            (long part, claims[i]) = Math.DivRem(total * claims[i], sum); // A claim becomes its remainder.
            parts[i] = (int)part;
            left -= parts[i];
        }

        // Each remainder is below the sum, so fewer than claims.Length units are left over. Equal remainders go in rubric order.
        for (; left > 0; left--)
        {
            int largest = 0;
            for (int i = 1; i < claims.Length; i++)
            {
                largest = claims[i] > claims[largest] ? i : largest;
            }

            parts[largest]++;
            claims[largest] = -1;
        }
    }
}
