namespace Assessment.Calibration.Agreement;

/// <summary>How much two categories agree: 1 on the diagonal, symmetric, at most 1. Immutable.</summary>
/// <remarks>Source: Gwet (2014), Handbook of Inter-Rater Reliability, 4th edition, chapter 3; Cohen (1968), Psychological Bulletin 70(4).</remarks>
public sealed class AgreementWeights
{
    private readonly Func<int, int, int, double> _weight;
    private readonly int _categories; // 0 = any number

    private AgreementWeights(string name, int categories, Func<int, int, int, double> weight)
    {
        Name = name;
        _categories = categories;
        _weight = weight;
    }

    /// <summary>1 for equal categories, else 0: nominal scales; AC1, unweighted κ.</summary>
    public static AgreementWeights Identity { get; } = new("identity", 0, (k, l, _) => k == l ? 1 : 0);

    /// <summary>1 for categories at most one apart, else 0: 'adjacent agreement'.</summary>
    public static AgreementWeights Adjacent { get; } = new("adjacent", 0, (k, l, _) => Math.Abs(k - l) <= 1 ? 1 : 0);

    /// <summary>1 − |k − l| / (q − 1).</summary>
    public static AgreementWeights Linear { get; } = new("linear", 0, (k, l, q) => q == 1 ? 1 : 1 - (Math.Abs(k - l) / (double)(q - 1)));

    /// <summary>1 − (k − l)² / (q − 1)²: AC2 as usually meant; κ nears ICC(A,1).</summary>
    public static AgreementWeights Quadratic { get; } =
        new("quadratic", 0, (k, l, q) => q == 1 ? 1 : 1 - ((k - l) * (double)(k - l) / ((q - 1) * (double)(q - 1))));

    /// <summary>1 − C(|k − l| + 1, 2) / C(q, 2): Gwet's ordinal weights, which are not Krippendorff's ordinal metric.</summary>
    public static AgreementWeights GwetOrdinal { get; } = new("Gwet ordinal", 0, (k, l, q) =>
    {
        double distance = Math.Abs(k - l);
        return q == 1 ? 1 : 1 - ((distance + 1) * distance / (q * (double)(q - 1)));
    });

    /// <summary>The weights' name, as it stands in a variant.</summary>
    public string Name { get; }

    /// <summary>Weights of one's own, agreement[k, l] for categories in ascending order.</summary>
    /// <exception cref="ArgumentException">Not square, a diagonal entry not 1, not symmetric, NaN, or above 1.</exception>
    public static AgreementWeights Custom(string name, double[,] agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        int q = agreement.GetLength(0);
        var copy = (double[,])agreement.Clone();
        for (int k = 0; k < q; k++)
        {
            for (int l = 0; l < q; l++)
            {
                if (agreement.GetLength(1) != q || !(copy[k, l] <= 1) || (k == l && copy[k, l] != 1) || copy[k, l] != copy[l, k])
                {
                    throw new ArgumentException($"Weight [{k}, {l}] makes no agreement matrix.", nameof(agreement));
                }
            }
        }

        return new AgreementWeights(name, q, (k, l, _) => copy[k, l]);
    }

    /// <summary>Weights from disagreements (0 on the diagonal): agreement = 1 − disagreement / the largest; κ is the same (Cohen 1968).</summary>
    /// <exception cref="ArgumentException">The resulting agreements are none, or no disagreement is positive.</exception>
    public static AgreementWeights FromDisagreement(string name, double[,] disagreement)
    {
        ArgumentNullException.ThrowIfNull(disagreement);
        double largest = disagreement.Cast<double>().DefaultIfEmpty(0).Max();
        if (!(largest > 0))
        {
            throw new ArgumentException("Some disagreement must be positive.", nameof(disagreement));
        }

        var agreement = new double[disagreement.GetLength(0), disagreement.GetLength(1)];
        for (int k = 0; k < agreement.GetLength(0); k++)
        {
            for (int l = 0; l < agreement.GetLength(1); l++)
            {
                agreement[k, l] = 1 - (disagreement[k, l] / largest);
            }
        }

        return Custom(name, agreement);
    }

    /// <summary>The weights of q categories, row-major, q · q.</summary>
    /// <exception cref="ArgumentException">Custom weights of another number of categories.</exception>
    internal double[] For(int categories)
    {
        if (_categories != 0 && _categories != categories)
        {
            throw new ArgumentException($"The weights '{Name}' are for {_categories} categories; the ratings have {categories}.");
        }

        var weights = new double[categories * categories];
        for (int k = 0; k < categories; k++)
        {
            for (int l = 0; l < categories; l++)
            {
                weights[(k * categories) + l] = _weight(k, l, categories);
            }
        }

        return weights;
    }
}
