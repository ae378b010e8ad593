using System.Runtime.CompilerServices;

namespace Assessment.Scoring;

/// <summary>The fixed-point scale of every score: integers in [0, 10000], hundredths of a point of 100.</summary>
public static class Scale
{
    /// <summary>The lowest level of a criterion.</summary>
    public const int LowestLevel = 1;

    /// <summary>The highest level of a criterion.</summary>
    public const int HighestLevel = 5;

    /// <summary>The value of the highest level, and full coverage: 10000 hundredths.</summary>
    public const int Full = 10_000;

    /// <summary>What one level is worth: 2500 hundredths of a point.</summary>
    public const int PerLevel = 2_500;

    /// <summary>Stands for 'no score' in spans of scores; never a score itself.</summary>
    public const int Absent = -1;

    /// <summary>The value of a level or bar, (level − 1) · 2500 hundredths of a point.</summary>
    /// <param name="level">In [1, 5].</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside [1, 5].</exception>
    public static int ValueOf(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, LowestLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, HighestLevel);
        return (level - 1) * PerLevel;
    }

    /// <summary>numerator / denominator, rounded half to even. The denominator is positive and below 2³¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Quotient(uint numerator, uint denominator)
    {
        uint quotient = numerator / denominator;
        uint twiceRemainder = 2 * (numerator - (quotient * denominator));
        // Up when past the half, or on the half with an odd quotient: 2r + (q & 1) > d says both in one comparison.
        return (int)(twiceRemainder + (quotient & 1) > denominator ? quotient + 1 : quotient);
    }
}
