namespace Assessment.Calibration.Impact;

/// <summary>What the four-fifths rule says of a group.</summary>
public enum FourFifthsResult
{
    /// <summary>Not assessed: the group is too small to be shown, nobody was considered, or there is nothing to compare with.</summary>
    NotAssessed = 0,

    /// <summary>The rate is at least four fifths of the reference's. Exactly four fifths is not flagged.</summary>
    NotFlagged,

    /// <summary>The rate is less than four fifths of the reference's.</summary>
    Flagged,

    /// <summary>The group is the reference itself: the highest rate.</summary>
    Reference,
}

/// <summary>The four-fifths rule in integers.</summary>
/// <remarks>
/// Source: Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D. 60 of 100 against 75 of 100 is exactly four fifths, but
/// in binary floating point 0.60 / 0.75 is less than 0.8. So rates are compared as cross products, in 128 bits.
/// </remarks>
public static class FourFifths
{
    /// <summary>Whether the group's rate is below four fifths of the reference's; false when either considered nobody.</summary>
    public static bool IsBelow(GroupOutcome group, GroupOutcome reference)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(reference);
        return (Int128)5 * group.Selected * reference.Considered < (Int128)4 * reference.Selected * group.Considered;
    }

    /// <summary>Compares two rates exactly: negative when the first is lower. Rates of nobody considered count as equal to any.</summary>
    public static int CompareRates(GroupOutcome first, GroupOutcome second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return ((Int128)first.Selected * second.Considered).CompareTo((Int128)second.Selected * first.Considered);
    }
}
