namespace Assessment.Calibration.Variance;

/// <summary>Which random terms the rating model has; the intercept is always fixed, and the residual always random.</summary>
public sealed class VarianceModel
{
    private static readonly VarianceTerm[] MainTerms = [VarianceTerm.Candidate, VarianceTerm.Rater, VarianceTerm.Criterion];

    private static readonly VarianceTerm[] AllTerms =
    [
        VarianceTerm.Candidate, VarianceTerm.Rater, VarianceTerm.Criterion,
        VarianceTerm.CandidateRater, VarianceTerm.CandidateCriterion, VarianceTerm.RaterCriterion,
    ];

    /// <summary>A model of the given terms.</summary>
    /// <param name="terms">Each at most once; Residual is implied. RaterDrift adds a fixed linear trend over periods too.</param>
    /// <exception cref="ArgumentException">A term twice, or an undefined one.</exception>
    public VarianceModel(params IEnumerable<VarianceTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        VarianceTerm[] given = [.. terms.Where(t => t != VarianceTerm.Residual).Order()];
        if (given.Distinct().Count() != given.Length || given.Any(t => !Enum.IsDefined(t)))
        {
            throw new ArgumentException("Each defined term at most once.", nameof(terms));
        }

        Terms = given;
    }

    /// <summary>Candidate, rater, criterion and the three two-way terms.</summary>
    public static VarianceModel TwoWay { get; } = new(AllTerms);

    /// <summary>Candidate, rater and criterion, crossed, without interactions.</summary>
    public static VarianceModel Main { get; } = new(MainTerms);

    /// <summary>The terms, in the order of <see cref="VarianceTerm"/>, without the residual.</summary>
    public IReadOnlyList<VarianceTerm> Terms { get; }
}
