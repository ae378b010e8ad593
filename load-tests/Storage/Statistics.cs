namespace Assessment.StorageLoad;

/// <summary>Order statistics.</summary>
internal static class Statistics
{
    /// <summary>The value that a share of the others lies below, by nearest rank.</summary>
    /// <param name="values">At least one, in any order.</param>
    /// <param name="share">In [0, 1].</param>
    public static T Quantile<T>(this IEnumerable<T> values, double share)
    {
        T[] sorted = [.. values.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>The middle one; of an even number, the lower of the two.</summary>
    public static T Median<T>(this IEnumerable<T> values) => values.Quantile(0.5);

    /// <summary>The middle one of what is said of each.</summary>
    public static TFigure Median<T, TFigure>(this IEnumerable<T> values, Func<T, TFigure> figure) => values.Select(figure).Median();
}
