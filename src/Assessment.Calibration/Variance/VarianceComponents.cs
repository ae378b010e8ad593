namespace Assessment.Calibration.Variance;

/// <summary>A complete set of variance components with the method that gave them.</summary>
public sealed class VarianceComponents
{
    private readonly VarianceComponent[] _components;

    internal VarianceComponents(string method, VarianceComponent[] components)
    {
        Method = method;
        _components = components;
    }

    /// <summary>The estimator's name, e.g. 'Henderson I' or 'REML (average information, exact)'.</summary>
    public string Method { get; }

    /// <summary>The model's terms in order, the residual last; terms that the data cannot show are present with their status.</summary>
    public IReadOnlyList<VarianceComponent> Components => _components;

    /// <summary>The component of a term; with status NotInModel (value NaN) when the model lacks it.</summary>
    public VarianceComponent this[VarianceTerm term] =>
        Array.Find(_components, c => c.Term == term)
        ?? new VarianceComponent(term, double.NaN, double.NaN, double.NaN, 0, VarianceStatus.NotInModel);

    /// <summary>Sum of the components that have a value, drift excepted (its unit is another), in squared scale points.</summary>
    public double Total => _components.Where(c => c.Term != VarianceTerm.RaterDrift).Sum(c => c.OrZero);

    /// <summary>With every term of another set that this one lacks, under a status that says why it has no value.</summary>
    internal VarianceComponents Completed(VarianceComponents other, VarianceStatus status) => new(
        Method, [.. other._components.Select(theirs => Array.Find(_components, ours => ours.Term == theirs.Term)
            ?? new VarianceComponent(theirs.Term, double.NaN, double.NaN, double.NaN, theirs.Levels, status))]);

    internal double Of(VarianceTerm term) => this[term].OrZero;
}
