namespace Assessment.Storage;

/// <summary>Checks of what callers promise.</summary>
internal static class Require
{
    /// <summary>Holds a caller to a rule.</summary>
    /// <exception cref="ArgumentException">It doesn't hold.</exception>
    public static void That(bool holds, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException(rule);
        }
    }
}
