namespace Assessment.Calibration.Connectivity;

/// <summary>Rankings that stay within components.</summary>
public static class ComponentRanking
{
    /// <summary>One ranking for each component that occurs, in the order of <see cref="Component.Number"/>.</summary>
    /// <param name="values">Elements (candidate or rater indices) with their values; those of <c>default</c> are left out.</param>
    /// <param name="key">What to rank by, ascending; elements whose key is NaN come last. Ties go by element.</param>
    /// <typeparam name="T">The value, usually an <see cref="Estimate"/>.</typeparam>
    public static IReadOnlyList<ComponentRanking<T>> Of<T>(IEnumerable<(int Element, ComponentScoped<T> Value)> values, Func<T, double> key)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(key);
        return
        [
            .. values
                .Where(entry => entry.Value.Component is not null)
                .GroupBy(entry => entry.Value.Component!)
                .OrderBy(group => group.Key.Number)
                .Select(group => new ComponentRanking<T>(group.Key,
                [
                    .. group
                        .OrderBy(entry => double.IsNaN(key(entry.Value.Value)))
                        .ThenBy(entry => key(entry.Value.Value))
                        .ThenBy(entry => entry.Element)
                        .Select(entry => new KeyValuePair<int, T>(entry.Element, entry.Value.Value)),
                ])),
        ];
    }
}

/// <summary>The elements of one component, ranked.</summary>
/// <typeparam name="T">The value, usually an <see cref="Estimate"/>.</typeparam>
public sealed class ComponentRanking<T>
{
    internal ComponentRanking(Component component, IReadOnlyList<KeyValuePair<int, T>> ranked)
    {
        Component = component;
        Ranked = ranked;
    }

    /// <summary>Where the elements live.</summary>
    public Component Component { get; }

    /// <summary>Element index and value, lowest key first.</summary>
    public IReadOnlyList<KeyValuePair<int, T>> Ranked { get; }
}
