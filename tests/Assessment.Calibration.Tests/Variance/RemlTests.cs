using Assessment.Calibration.Tests.Reference;
using Assessment.Calibration.Tests.Support;
using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Variance;

public class RemlTests(ITestOutputHelper output)
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("ASSESSMENT_FULL") == "1";

    [Fact]
    public void Fit_BalancedAllPositive_EqualsHenderson()
    {
        MixedModelFit fit = Reml.Fit(P07Brennan2001Set3.Table());
        Assert.Equal(RemlStatus.Converged, fit.Status);
        Assert.All(fit.Components.Components, c => Assert.Equal(fit.Start.Components[c.Term].Value, c.Value, 1e-7));
    }

    [Fact]
    public void Fit_PlantedComponents_AreRecovered()
    {
        int simulations = Full ? 200 : 40;
        var planted = new NormalRatings { Candidates = 150, Raters = 20, Criteria = 6 };
        VarianceTerm[] terms = [.. VarianceModel.TwoWay.Terms, VarianceTerm.Residual];
        var values = terms.ToDictionary(t => t, _ => new List<(double Value, double Error)>());
        Lock gate = new();
        Parallel.For(0, simulations, i =>
        {
            MixedModelFit fit = Reml.Fit((planted with { Seed = (ulong)(100 + i) }).Table());
            lock (gate)
            {
                Assert.Equal(RemlStatus.Converged, fit.Status);
                foreach (VarianceTerm term in terms)
                {
                    values[term].Add((fit.Components[term].Value, fit.Components[term].StandardError));
                }
            }
        });
        foreach (VarianceTerm term in terms)
        {
            double truth = Square(planted.Deviations[term]) + (term == VarianceTerm.Residual ? 1.0 / 12 : 0);
            double mean = values[term].Average(v => v.Value), spread = Math.Sqrt(values[term].Average(v => Square(v.Value - mean)));
            double error = Math.Sqrt(values[term].Average(v => double.IsNaN(v.Error) ? 0 : Square(v.Error)));
            output.WriteLine($"{term}: planted {truth:0.00}, mean {mean:0.00}, spread {spread:0.00}, mean standard error {error:0.00}");
            Assert.InRange(mean, truth - (3.5 * spread / Math.Sqrt(simulations)), truth + (3.5 * spread / Math.Sqrt(simulations)));
            Assert.InRange(error / spread, 0.7, 1.4);
        }
    }

    [Fact]
    public void Predictions_PlantedTruth_CoverAtTheNominalRate()
    {
        // Predictions minus truth over their standard errors have mean square 1; the truth is the model's own draws,
        // here read off a nearly noise-free twin of the table with the same seed.
        var noisy = new NormalRatings { Seed = 5, Candidates = 300, Raters = 30, Criteria = 6, Missing = 0 };
        MixedModelFit fit = Reml.Fit(noisy.Table());
        MixedModelFit twin = Reml.Fit(
            (noisy with
            {
                Deviations = new Dictionary<VarianceTerm, double>(noisy.Deviations)
                {
                    [VarianceTerm.Residual] = 0.01,
                    [VarianceTerm.CandidateRater] = 0.01,
                    [VarianceTerm.CandidateCriterion] = 0.01,
                    [VarianceTerm.RaterCriterion] = 0.01,
                },
            }).Table(),
            VarianceModel.Main);
        double squares = Enumerable.Range(0, 300).Average(c =>
            Square((fit.CandidatePrediction(c).Value - twin.CandidatePrediction(c).Value) / fit.CandidatePrediction(c).StandardError));
        Assert.InRange(squares, 0.75, 1.3);
    }

    [Fact]
    public void Fit_IterativePath_LandsWithinAFractionOfAStandardErrorOfTheExactOne()
    {
        RatingTable table = new NormalRatings { Seed = 6, Candidates = 1500, Raters = 150, Criteria = 5 }.Table();
        MixedModelFit exact = Reml.Fit(table, VarianceModel.Main), iterative = Reml.Fit(table, VarianceModel.Main, new RemlOptions { ExactOrder = 0 });
        Assert.True(exact.IsExact && !iterative.IsExact);
        Assert.Equal(RemlStatus.Converged, iterative.Status);
        Assert.All(exact.Components.Components, c => Assert.Equal(c.Value, iterative.Components[c.Term].Value, 0.05 * c.StandardError));
        for (int r = 0; r < 150; r++)
        {
            Prediction a = exact.RaterPrediction(VarianceTerm.Rater, r), b = iterative.RaterPrediction(VarianceTerm.Rater, r);
            Assert.Equal(a.Value, b.Value, 0.02 * a.StandardError);
            Assert.Equal(a.StandardError, b.StandardError, 0.1 * a.StandardError);
        }

        for (int c = 0; c < 1500; c++)
        {
            Prediction a = exact.CandidatePrediction(c), b = iterative.CandidatePrediction(c);
            Assert.Equal(a.StandardError, b.StandardError, 0.02 * a.StandardError);
        }
    }

    [Fact]
    public void Fit_SameTableTwice_GivesTheSameBits()
    {
        RatingTable table = new NormalRatings { Seed = 7, Candidates = 6000, Raters = 200, Criteria = 6 }.Table();
        var options = new RemlOptions { ExactOrder = 0 };
        MixedModelFit first = Reml.Fit(table, VarianceModel.Main, options), second = Reml.Fit(table, VarianceModel.Main, options);
        Assert.Equal(first.Components.Components, second.Components.Components);
        Assert.Equal(first.RemlCriterion, second.RemlCriterion);
        Assert.Equal(first.RaterPrediction(VarianceTerm.Rater, 17), second.RaterPrediction(VarianceTerm.Rater, 17));
    }

    [Fact]
    public void Fit_ReversedAndShiftedScale_KeepsComponentsAndNegatesPredictions()
    {
        RatingTable table = new NormalRatings { Seed = 8 }.Table();
        var builder = new RatingTableBuilder(table.CandidateNames, table.RaterNames, table.CriterionNames);
        for (int i = 0; i < table.Count; i++)
        {
            builder.AddIndexed(table.Candidates[i], table.Raters[i], table.Criteria[i], (byte)(250 - table.Levels[i]));
        }

        MixedModelFit fit = Reml.Fit(table), reversed = Reml.Fit(builder.Build());
        Assert.All(fit.Components.Components, c => Assert.Equal(c.Value, reversed.Components[c.Term].Value, 1e-4 * (1 + c.Value)));
        Assert.Equal(250 - fit.Mean.Value, reversed.Mean.Value, 1e-6);
        for (int r = 0; r < table.RaterCount; r++)
        {
            Assert.Equal(-fit.RaterPrediction(VarianceTerm.Rater, r).Value, reversed.RaterPrediction(VarianceTerm.Rater, r).Value, 1e-4);
        }
    }

    [Fact]
    public void Fit_NoRaterVariance_ClipsAtZeroAndSaysSo()
    {
        // A Latin square plus 0, 1, 2, 3 for the candidates: the raters' means are equal, closer than chance would have it.
        RatingTable table = Tables.Grid("1 2 3 4/3 2 5 4/5 6 3 4/7 6 5 4");
        MixedModelFit fit = Reml.Fit(table);
        Assert.Equal(VarianceStatus.ClippedAtZero, fit.Components[VarianceTerm.Rater].Status);
        Assert.Equal(0, fit.Components[VarianceTerm.Rater].Value);
        Assert.True(fit.Start.Components[VarianceTerm.Rater].Unclipped < 0);
        Assert.Equal(VarianceStatus.ClippedAtZero, fit.Start.Components[VarianceTerm.Rater].Status);
        Assert.Equal(new Prediction(0, 0, 0, 4, EstimateStatus.Boundary), fit.RaterPrediction(VarianceTerm.Rater, 1));

        // Karush–Kuhn–Tucker: a little rater variance is worse than none.
        VarianceTerm[] terms = [VarianceTerm.Candidate, VarianceTerm.Rater];
        MixedModelEquations equations = RemlEstimate.EquationsOf(ColumnView.Of(table), terms, new RemlOptions());
        double candidate = Math.Max(fit.Components[VarianceTerm.Candidate].Value, 1e-6);
        equations.Evaluate([candidate, 1e-6, fit.Components[VarianceTerm.Residual].Value]);
        Assert.True(equations.Score[1] < 0);
    }

    private static double Square(double x) => x * x;
}
