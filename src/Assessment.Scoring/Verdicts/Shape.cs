namespace Assessment.Scoring;

/// <summary>When a profile is distinct enough to have a shape.</summary>
public sealed record ShapeThresholds
{
    /// <summary>The least observed competencies; from 2.</summary>
    public int MinimumCompetencies { get; init; } = 12;

    /// <summary>The least standard deviation of the scores, in hundredths of a level; from 0.</summary>
    public int MinimumDeviation { get; init; } = 50;

    /// <summary>How far the best role's correlation must be above the second's, in hundredths; from 0.</summary>
    public int MinimumMargin { get; init; } = 5;
}

/// <summary>Why a profile has no shape.</summary>
public enum ShapeReason
{
    /// <summary>It has one.</summary>
    None = 0,

    /// <summary>Too few competencies were observed, or none of some track.</summary>
    TooFewObserved = 1,

    /// <summary>The scores hardly differ from each other.</summary>
    Flat = 2,

    /// <summary>Two roles look alike.</summary>
    Ambiguous = 3,
}

/// <summary>Which title a competency profile looks like, whatever its height.</summary>
/// <param name="Role">The index of the role that it looks like; null when it has no distinct shape.</param>
/// <param name="Reason">Why it has none.</param>
/// <param name="Correlations">A correlation for each role, in [−1, 1]; null where it can't be computed.</param>
public sealed record Shape(int? Role, ShapeReason Reason, IReadOnlyList<double?> Correlations)
{
    private const int Tracks = 3;

    /// <summary>The correlation of the centered scores with each role's centered weights times bars, over the observed competencies.</summary>
    /// <param name="scores">A score for each competency of the rubric; <see cref="Scale.Absent"/> where it has none.</param>
    /// <param name="roles">The roles, over one rubric.</param>
    /// <param name="thresholds">When there is a shape.</param>
    public static Shape Of(ReadOnlySpan<int> scores, IReadOnlyList<BoundProfile> roles, ShapeThresholds thresholds)
    {
        var observed = new List<int>();
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] != Scale.Absent)
            {
                observed.Add(i);
            }
        }

        var levels = new double[observed.Count];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = scores[observed[i]] / (double)Scale.PerLevel;
        }

        var own = Centered(levels);
        double?[] correlations = [.. roles.Select(role => Correlation(own, Centered([.. observed.Select(c => role.Weights[c] * Bar(role, c))])))];
        double[] ordered = [.. correlations.OfType<double>().OrderDescending()];
        int tracks = roles.Count == 0 ? 0 : observed.Select(roles[0].Rubric.TrackOf).Distinct().Count();
        var reason = observed.Count < thresholds.MinimumCompetencies || tracks < Tracks ? ShapeReason.TooFewObserved
            : Math.Sqrt(own.SumOfSquares / levels.Length) * 100 < thresholds.MinimumDeviation ? ShapeReason.Flat
            : ordered.Length == 0 || (ordered.Length > 1 && (ordered[0] - ordered[1]) * 100 < thresholds.MinimumMargin) ? ShapeReason.Ambiguous
            : ShapeReason.None;
        return new(reason == ShapeReason.None ? Array.IndexOf(correlations, ordered[0]) : null, reason, correlations);
    }

    private static double Bar(BoundProfile role, int competency) =>
        role.BarValues[competency] == Scale.Absent ? 0 : 1 + (role.BarValues[competency] / (double)Scale.PerLevel);

    private static (double[] Values, double SumOfSquares) Centered(double[] values)
    {
        double mean = values.Length == 0 ? 0 : values.Average();
        double[] centered = [.. values.Select(value => value - mean)];
        return (centered, centered.Sum(value => value * value));
    }

    private static double? Correlation((double[] Values, double SumOfSquares) x, (double[] Values, double SumOfSquares) y)
    {
        double product = Math.Sqrt(x.SumOfSquares * y.SumOfSquares);
        return product > 0 ? Math.Clamp(x.Values.Zip(y.Values, (a, b) => a * b).Sum() / product, -1, 1) : null;
    }
}
