using MathNet.Numerics.Distributions;

namespace Assessment.Calibration.Agreement;

/// <summary>Kendall's coefficient of concordance and its test.</summary>
/// <param name="Statistic">W, in [0, 1], corrected for ties; n is the number of candidates ranked.</param>
/// <param name="Raters">m, the raters who ranked them; 0 when undefined.</param>
/// <param name="ChiSquare">m (n − 1) W; NaN when undefined.</param>
/// <param name="DegreesOfFreedom">n − 1.</param>
/// <param name="PValue">P(χ² ≥ <paramref name="ChiSquare"/>) under no concordance (large n); NaN when undefined.</param>
/// <param name="MeanSpearman">(m W − 1) / (m − 1), the mean rank correlation over pairs of raters; NaN when undefined.</param>
/// <param name="CandidatesLeftOut">Candidates not ranked, because some rater did not rate them.</param>
public sealed record Concordance(
    Statistic Statistic, int Raters, double ChiSquare, int DegreesOfFreedom, double PValue, double MeanSpearman, int CandidatesLeftOut);

/// <summary>Kendall's W over the candidates whom every rater rated; each rater ranks by the mean level over criteria.</summary>
/// <remarks>
/// Source: Kendall and Babington Smith (1939), Annals of Mathematical Statistics 10(3), 275–287; ties: Kendall (1970), Rank Correlation
/// Methods, 4th edition, chapter 6: W = (12 Σ R² − 3 m² n (n + 1)²) / (m² n (n² − 1) − m Σ (t³ − t)); Siegel (1956), chapter 9.
/// On a sparse panel no candidate is complete; the status is then Incomplete, and α or an ICC says more.
/// </remarks>
public static class KendallW
{
    /// <summary>W, its test, and a jackknife interval.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Concordance Of(RatingTable table, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        Ranked ranked = Rank(table);
        double w = ranked.W;
        EstimateStatus reason =
            table.Count == 0 ? EstimateStatus.Empty
            : ranked.Raters < 2 ? EstimateStatus.OneRater
            : ranked.Rated < 2 ? EstimateStatus.OneCandidate
            : ranked.Candidates < 2 ? EstimateStatus.Incomplete
            : double.IsNaN(w) ? EstimateStatus.NoVariation : EstimateStatus.Ok;
        int leftOut = ranked.Rated - ranked.Candidates;
        if (reason != EstimateStatus.Ok)
        {
            return new Concordance(Named(Estimate.None(reason, ranked.Candidates)), 0, double.NaN, 0, double.NaN, double.NaN, leftOut);
        }

        int m = ranked.Raters;
        double chiSquare = m * (ranked.Candidates - 1) * w;
        return new Concordance(
            Named(GroupJackknife.Of(Complete(table, m), w, ranked.Candidates, part => Rank(part).W, cancellation)),
            m, chiSquare, ranked.Candidates - 1, 1 - ChiSquared.CDF(ranked.Candidates - 1, chiSquare), ((m * w) - 1) / (m - 1), leftOut);
    }

    private static Statistic Named(Estimate estimate) =>
        new("Kendall W", "corrected for ties, complete candidates, means over criteria", GroupJackknife.Method, estimate);

    private static RatingTable Complete(RatingTable table, int raters)
    {
        var scorecards = Scorecards.Of(table);
        return table.Where(row => scorecards.RatersOf(table.Candidates[row]) == raters);
    }

    private static Ranked Rank(RatingTable table)
    {
        var scorecards = Scorecards.Of(table);
        int raters = scorecards.ActiveRaters;
        int[] complete = [.. Enumerable.Range(0, table.CandidateCount).Where(c => scorecards.RatersOf(c) == raters && raters > 0)];
        int n = complete.Length;
        int rated = Enumerable.Range(0, table.CandidateCount).Count(c => scorecards.RatersOf(c) > 0);
        if (n < 2 || raters < 2)
        {
            return new Ranked(double.NaN, raters, n, rated);
        }

        var rankSums = new double[n];
        double ties = 0;
        var places = new (double Mean, int Place)[n];
        for (int r = 0; r < raters; r++)
        {
            for (int i = 0; i < n; i++)
            {
                // Complete candidates have every active rater, in the order of the raters' indices.
                places[i] = (scorecards.Means[scorecards.Starts[complete[i]] + r], i);
            }

            Array.Sort(places);
            for (int i = 0; i < n;)
            {
                int end = i + 1;
                while (end < n && places[end].Mean == places[i].Mean)
                {
                    end++;
                }

                double tied = end - i;
                ties += (tied * tied * tied) - tied;
                double rank = (i + 1 + end) / 2.0;
                for (; i < end; i++)
                {
                    rankSums[places[i].Place] += rank;
                }
            }
        }

        // Σ R² less its value without concordance, as squares about the mean rank sum: the same, without cancellation.
        double middle = raters * (n + 1) / 2.0;
        double spread = rankSums.Sum(sum => (sum - middle) * (sum - middle));
        double most = ((double)raters * raters * n * (((double)n * n) - 1)) - (raters * ties);
        return new Ranked(most > 0 ? 12 * spread / most : double.NaN, raters, n, rated);
    }

    private readonly record struct Ranked(double W, int Raters, int Candidates, int Rated);
}
