namespace Assessment.Calibration.Agreement;

/// <summary>Which intraclass correlation; McGraw and Wong's names, with Shrout and Fleiss' beside.</summary>
public enum IccForm
{
    /// <summary>ICC(1), (1,1): one-way; raters differ from candidate to candidate.</summary>
    OneWay,

    /// <summary>ICC(A,1), (2,1): two-way random, absolute agreement; a rater's severity counts as error.</summary>
    Agreement,

    /// <summary>ICC(C,1), (3,1): two-way, consistency; a rater's severity doesn't count.</summary>
    Consistency,

    /// <summary>ICC(k), (1,k): the mean of k raters.</summary>
    OneWayMean,

    /// <summary>ICC(A,k), (2,k): the mean of k raters.</summary>
    AgreementMean,

    /// <summary>ICC(C,k), (3,k): the mean of k raters.</summary>
    ConsistencyMean,
}

/// <summary>Mean squares of the two-way analysis of variance; NaN where they don't exist.</summary>
/// <param name="BetweenCandidates">On n − 1 degrees of freedom.</param>
/// <param name="BetweenRaters">On k − 1; only on a complete table.</param>
/// <param name="Residual">On (n − 1)(k − 1); only on a complete table.</param>
/// <param name="WithinCandidates">One-way: on N − n.</param>
public sealed record MeanSquares(double BetweenCandidates, double BetweenRaters, double Residual, double WithinCandidates);

/// <summary>All intraclass correlations of a table.</summary>
/// <param name="Statistics">In the order of <see cref="IccForm"/>; n is the number of candidates.</param>
/// <param name="MeanSquares">What the complete-table forms are made of.</param>
/// <param name="RatersPerCandidate">k of the k forms: the harmonic mean of the raters whom each candidate actually had.</param>
/// <param name="IsComplete">Whether every rater rated every candidate: then intervals are F intervals, else jackknife.</param>
public sealed record IccResult(IReadOnlyList<Statistic> Statistics, MeanSquares MeanSquares, double RatersPerCandidate, bool IsComplete);

/// <summary>Intraclass correlations of raters' means over criteria; cut the table to one criterion for that criterion's own.</summary>
/// <remarks>
/// Source: Shrout and Fleiss (1979), Psychological Bulletin 86(2), 420–428; McGraw and Wong (1996), Psychological Methods 1(1), 30–46,
/// table 7 (intervals; ICC(A,1) with Satterthwaite's degrees of freedom). With gaps: candidate, rater and residual variances by Henderson's
/// method I (Henderson 1953, Biometrics 9(2), 226–252), which on a complete table are those of the analysis of variance.
/// When its residual variance is negative it is set to 0 and the consistency forms have status Boundary.
/// k is the harmonic mean of actual raters, never the number of rater columns. Values may be negative;
/// a form whose denominator is not positive (candidates' means do not vary at all) has status NoVariation.
/// </remarks>
public static class IntraclassCorrelation
{
    private static readonly string[] Names = ["ICC(1)", "ICC(A,1)", "ICC(C,1)", "ICC(k)", "ICC(A,k)", "ICC(C,k)"];

    private static readonly string[] ShroutFleiss = ["(1,1)", "(2,1)", "(3,1)", "(1,k)", "(2,k)", "(3,k)"];

    /// <summary>All six, with 95 % intervals.</summary>
    public static IccResult Of(RatingTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var scorecards = Scorecards.Of(table);
        IccSums sums = IccSums.Of(scorecards);
        bool complete = sums.Candidates > 0 && sums.Count == (double)sums.Candidates * sums.Raters;
        MeanSquares squares = sums.MeanSquares(complete);
        double[] values = sums.Values();
        bool clipped = sums.ResidualIsClipped;
        EstimateStatus reason =
            table.Count == 0 ? EstimateStatus.Empty
            : sums.Raters < 2 ? EstimateStatus.OneRater
            : sums.Candidates < 2 ? EstimateStatus.OneCandidate
            : sums.Count == sums.Candidates ? EstimateStatus.NoPairs
            : values.All(double.IsNaN) ? EstimateStatus.NoVariation : EstimateStatus.Ok;
        Estimate[] estimates = reason != EstimateStatus.Ok
            ? [.. values.Select(_ => Estimate.None(reason, sums.Candidates))]
            : complete ? FIntervals.Of(squares, sums.Candidates, sums.Raters, values) : IccJackknife.Of(scorecards, sums, values);
        if (clipped)
        {
            foreach (IccForm form in new[] { IccForm.Consistency, IccForm.ConsistencyMean })
            {
                Estimate estimate = estimates[(int)form];
                estimates[(int)form] = estimate.HasValue ? estimate with { Status = EstimateStatus.Boundary } : estimate;
            }
        }

        string variance = complete ? "analysis of variance" : "Henderson I, harmonic mean of raters as k";
        string method = complete ? "F interval (McGraw and Wong 1996)" : "jackknife over candidates, t interval";
        return new IccResult(
            [.. estimates.Select((estimate, i) => new Statistic(Names[i], $"Shrout-Fleiss {ShroutFleiss[i]}, {variance}", method, estimate))],
            squares, sums.HarmonicRaters, complete);
    }
}
