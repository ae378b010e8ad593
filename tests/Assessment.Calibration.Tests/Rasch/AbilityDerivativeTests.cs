using Assessment.Calibration.Rasch;

namespace Assessment.Calibration.Tests.Rasch;

/// <summary>Derivatives along ability, against differences of the likelihood as its definition has it.</summary>
public class AbilityDerivativeTests
{
    private const double Step = 1e-3;

    [Theory]
    [InlineData(RaschScale.RatingScale)]
    [InlineData(RaschScale.PartialCredit)]
    public void AbilityInformation_AtEachCandidatesMaximum_IsMinusTheSecondDifference(RaschScale scale)
    {
        RaschSolver solver = DerivativeTests.SolverAt(scale, marginal: false, out RaschPanel panel);
        solver.Evaluate(solver.State, 1e-12);
        for (int n = 0; n < panel.Candidates.Length; n++)
        {
            double theta = solver.State.Ability[n];
            double below = LogLikelihood(panel, solver, n, theta - Step), at = LogLikelihood(panel, solver, n, theta), above = LogLikelihood(panel, solver, n, theta + Step);
            Assert.Equal(0, (above - below) / (2 * Step), 1e-5);
            Assert.Equal(solver.AbilityInformation[n], -(above - (2 * at) + below) / (Step * Step), 1e-4 * solver.AbilityInformation[n]);
        }
    }

    [Theory]
    [InlineData(RaschScale.RatingScale)]
    [InlineData(RaschScale.PartialCredit)]
    public void Posterior_OfEachCandidate_EqualsAFineSumOfTheDefinition(RaschScale scale)
    {
        RaschSolver solver = DerivativeTests.SolverAt(scale, marginal: true, out RaschPanel panel);
        solver.Evaluate(solver.State, 1e-12);
        for (int n = 0; n < panel.Candidates.Length; n++)
        {
            double sum = 0, first = 0, second = 0, sd = Math.Exp(solver.State.LogSd);
            for (double theta = -12; theta <= 12; theta += 0.005)
            {
                double z = (theta - solver.State.Mean) / sd, density = Math.Exp(LogLikelihood(panel, solver, n, theta) - (0.5 * z * z));
                (sum, first, second) = (sum + density, first + (density * theta), second + (density * theta * theta));
            }

            double mean = first / sum;
            Assert.Equal(mean, solver.Marginal!.PosteriorMean[n], 1e-5);
            Assert.Equal((second / sum) - (mean * mean), solver.Marginal.PosteriorVariance[n], 1e-5);
        }
    }

    [Theory]
    [InlineData(RaschScale.RatingScale)]
    [InlineData(RaschScale.PartialCredit)]
    public void FairScale_Slope_IsTheDifferenceOfTheExpectedLevel(RaschScale scale)
    {
        RaschSolver solver = DerivativeTests.SolverAt(scale, marginal: false, out RaschPanel panel);
        solver.Evaluate(solver.State, 1e-12);
        var fair = new FairScale(panel, solver.Layout, solver.State, 0.9);
        for (double location = -4; location <= 4; location += 0.5)
        {
            fair.Across(location, out double slope);
            Assert.Equal((fair.Across(location + Step, out _) - fair.Across(location - Step, out _)) / (2 * Step), slope, 1e-6);
        }
    }

    /// <summary>Σ over the candidate's ratings of log P(level | ability), by definition.</summary>
    private static double LogLikelihood(RaschPanel panel, RaschSolver solver, int n, double theta)
    {
        double log = 0;
        for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
        {
            double eta = theta + solver.State.Leniency[panel.PairRater[p]];
            for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
            {
                int i = panel.Criterion[row];
                double Term(int k) => (k * eta) + solver.State.LogWeights[(i * solver.Layout.Stride) + k];
                log += Term(panel.Category[row]) - Math.Log(Enumerable.Range(0, panel.CategoryCount[i]).Sum(k => Math.Exp(Term(k))));
            }
        }

        return log;
    }
}
