namespace Assessment.Calibration.Connectivity;

/// <summary>
/// A value that means something only within its component: a severity or a fair score. It can be shown, together with its component,
/// but not compared with a value of another one.
/// </summary>
/// <typeparam name="T">The value, usually an <see cref="Estimate"/>.</typeparam>
/// <remarks>
/// There is no public accessor of the bare value, no operator and no comparer: <c>a &lt; b</c> does not compile. The two ways to compare are
/// <see cref="TryPair"/>, whose <see cref="ComponentPair{T}"/> cannot be made from two components, and
/// <see cref="ComponentRanking.Of"/>, which ranks each component by itself.
/// <c>default</c> belongs to no component and pairs with nothing, not even itself.
/// </remarks>
public readonly struct ComponentScoped<T>
{
    internal ComponentScoped(Component component, T value)
    {
        Component = component;
        Value = value;
    }

    /// <summary>Where the value lives; null for <c>default</c>.</summary>
    public Component? Component { get; }

    /// <summary>For the library's own arithmetic, which stays within a component.</summary>
    internal T Value { get; }

    /// <summary>Shows the value: the reader always gets the component with it.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public TShown Show<TShown>(Func<Component, T, TShown> show)
    {
        ArgumentNullException.ThrowIfNull(show);
        return show(Component ?? throw new InvalidOperationException("A default ComponentScoped belongs to no component."), Value);
    }

    /// <summary>Two values of one component, ready to be compared; false when their components differ.</summary>
    public bool TryPair(ComponentScoped<T> other, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ComponentPair<T>? pair)
    {
        pair = Component is not null && ReferenceEquals(Component, other.Component) ? new ComponentPair<T>(Component, Value, other.Value) : null;
        return pair is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Component is null ? "no component" : $"{Value} in component {Component.Number}";
}

/// <summary>Two values of the same component. There is no other way to make one than <see cref="ComponentScoped{T}.TryPair"/>.</summary>
/// <typeparam name="T">The value, usually an <see cref="Estimate"/>.</typeparam>
public sealed class ComponentPair<T>
{
    internal ComponentPair(Component component, T first, T second)
    {
        Component = component;
        First = first;
        Second = second;
    }

    /// <summary>Where both values live.</summary>
    public Component Component { get; }

    /// <summary>The value that was asked to pair.</summary>
    public T First { get; }

    /// <summary>The other one.</summary>
    public T Second { get; }
}
