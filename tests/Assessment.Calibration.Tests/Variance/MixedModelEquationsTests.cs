using Assessment.Calibration.Variance;

namespace Assessment.Calibration.Tests.Variance;

/// <summary>The kernels against the model's definition with dense N × N matrices, and against finite differences.</summary>
public class MixedModelEquationsTests
{
    private static readonly RemlOptions Exact = new();

    public static TheoryData<string> Models =>
    [
        "Candidate, Rater, Criterion",
        "Rater, Criterion",
        "Rater, CandidateRater",
        "Candidate, Rater, Criterion, CandidateRater",
        "Candidate, Rater, Criterion, CandidateCriterion",
        "Candidate, Rater, CandidateCriterion, RaterCriterion",
        "Candidate, Rater, Criterion, CandidateRater, CandidateCriterion, RaterCriterion",
        "Candidate, Rater, Criterion, CandidateRater, RaterDrift",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Evaluate_SparseTable_EqualsTheDefinition(string model)
    {
        VarianceTerm[] terms = TermsOf(model);
        RatingTable table = Table();
        double[] variances = VariancesOf(terms);
        var direct = new DirectMixedModel(table, terms, variances);
        MixedModelEquations equations = RemlEstimate.EquationsOf(ColumnView.Of(table), terms, Exact);
        Assert.True(equations.Evaluate(variances));

        Assert.Equal(direct.Criterion, equations.Criterion, 1e-7);
        Assert.Equal(direct.Fixed[0], equations.Solution.Small[equations.Design.Intercept] + equations.Design.Mean, 1e-8);
        double[,] information = equations.AverageInformation(variances);
        for (int i = 0; i <= terms.Length; i++)
        {
            AssertClose(direct.Score(i), equations.Score[i]);
            for (int j = 0; j <= terms.Length; j++)
            {
                AssertClose(direct.AverageInformation(i, j), information[i, j]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Diagonal_SparseTable_EqualsTheDefinition(string model)
    {
        VarianceTerm[] terms = TermsOf(model);
        RatingTable table = Table();
        double[] variances = VariancesOf(terms);
        var direct = new DirectMixedModel(table, terms, variances);
        MixedModelEquations equations = RemlEstimate.EquationsOf(ColumnView.Of(table), terms, Exact);
        equations.Evaluate(variances);
        InverseDiagonal diagonal = equations.System.Diagonal();
        for (int t = 0; t < terms.Length; t++)
        {
            // Interactions are numbered differently on the two sides; their multiset is the same.
            DesignTerm term = Array.Find(equations.Design.Terms, d => d.Term == terms[t])!;
            bool main = terms[t] is VarianceTerm.Candidate or VarianceTerm.Rater or VarianceTerm.Criterion or VarianceTerm.RaterDrift;
            double[] Ordered(IEnumerable<double> values) => main ? [.. values] : [.. values.Order()];
            int levels = direct.Designs[t].ColumnCount;
            double[] predictions = Ordered(direct.Predictions(t, variances[t]));
            double[] total = Ordered(Enumerable.Range(0, levels).Select(l => direct.PredictionErrorVariance(t, l, variances[t]))),
                conditional = Ordered(Enumerable.Range(0, levels).Select(l => direct.ConditionalVariance(t, l, variances[t])));
            double[] ours = Ordered(equations.Solution.EffectsOf(term).ToArray()),
                oursTotal = Ordered(diagonal.Total.EffectsOf(term).ToArray().Select(v => v * variances[^1])),
                oursConditional = Ordered(diagonal.Conditional.EffectsOf(term).ToArray().Select(v => v * variances[^1]));
            for (int l = 0; l < levels; l++)
            {
                AssertClose(predictions[l], ours[l]);
                AssertClose(total[l], oursTotal[l]);
                AssertClose(conditional[l], oursConditional[l]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Score_AnyVariances_IsTheCriterionsFiniteDifference(string model)
    {
        VarianceTerm[] terms = TermsOf(model);
        RatingTable table = new NormalRatings { Seed = 3, Candidates = 60, Periods = 4 }.Table();
        double[] variances = VariancesOf(terms);
        MixedModelEquations equations = RemlEstimate.EquationsOf(ColumnView.Of(table), terms, Exact);
        equations.Evaluate(variances);
        double[] score = [.. equations.Score];
        for (int i = 0; i < variances.Length; i++)
        {
            double step = 1e-4 * variances[i];
            double At(double shift)
            {
                double[] moved = [.. variances];
                moved[i] += shift;
                equations.Evaluate(moved);
                return equations.Criterion;
            }

            double slope = (At(-2 * step) - (8 * At(-step)) + (8 * At(step)) - At(2 * step)) / (12 * step);
            Assert.Equal(-0.5 * slope, score[i], 1e-5 * (1 + Math.Abs(score[i])));
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void AverageInformation_AnyVariances_IsTheMeanOfObservedAndExpected(string model)
    {
        // Gilmour, Thompson and Cullis (1995): observed by finite differences of the score, expected by definition.
        VarianceTerm[] terms = TermsOf(model);
        RatingTable table = Table();
        double[] variances = VariancesOf(terms);
        var direct = new DirectMixedModel(table, terms, variances);
        MixedModelEquations equations = RemlEstimate.EquationsOf(ColumnView.Of(table), terms, Exact);
        equations.Evaluate(variances);
        double[,] information = equations.AverageInformation(variances);
        for (int i = 0; i < variances.Length; i++)
        {
            double step = 1e-3 * variances[i];
            double[] At(double shift)
            {
                double[] moved = [.. variances];
                moved[i] += shift;
                equations.Evaluate(moved);
                return [.. equations.Score];
            }

            double[] farBelow = At(-2 * step), below = At(-step), above = At(step), farAbove = At(2 * step);
            for (int j = 0; j < variances.Length; j++)
            {
                double observed = -(farBelow[j] - (8 * below[j]) + (8 * above[j]) - farAbove[j]) / (12 * step);
                double mean = (observed + direct.ExpectedInformation(i, j)) / 2;
                Assert.Equal(mean, information[i, j], 1e-6 * Math.Sqrt(information[i, i] * information[j, j]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Evaluate_Iterative_AgreesWithExact(string model)
    {
        VarianceTerm[] terms = TermsOf(model);
        RatingTable table = new NormalRatings { Seed = 4, Candidates = 400, Raters = 40, Periods = 4 }.Table();
        double[] variances = VariancesOf(terms);
        MixedModelEquations exact = RemlEstimate.EquationsOf(ColumnView.Of(table), terms, Exact);
        MixedModelEquations iterative = RemlEstimate.EquationsOf(ColumnView.Of(table), terms, new RemlOptions { ExactOrder = 0, Probes = 64 });
        Assert.True(exact.Evaluate(variances) && iterative.Evaluate(variances));

        // Solutions carry no random error, traces carry 64 probes' worth.
        Assert.Equal(exact.Solution.WeightedSquares, iterative.Solution.WeightedSquares, 1e-6 * exact.Solution.WeightedSquares);
        for (int t = 0; t < terms.Length; t++)
        {
            Assert.Equal(exact.System.Traces[t], iterative.System.Traces[t], 0.02 * exact.System.Traces[t]);
        }

        Assert.Equal(exact.Criterion, iterative.EstimateCriterion(variances), 0.02 * exact.Design.LargeCount);
        double[,] first = exact.AverageInformation(variances), second = iterative.AverageInformation(variances);
        for (int i = 0; i < variances.Length; i++)
        {
            Assert.Equal(first[i, i], second[i, i], 1e-5 * first[i, i]);
        }
    }

    private static RatingTable Table() => new NormalRatings { Seed = 2, Candidates = 25, Raters = 6, Criteria = 3, Periods = 4 }.Table();

    private static VarianceTerm[] TermsOf(string model) => [.. model.Split(", ").Select(Enum.Parse<VarianceTerm>)];

    private static double[] VariancesOf(VarianceTerm[] terms) => [.. terms.Select(t => t switch
    {
        VarianceTerm.Candidate => 150.0,
        VarianceTerm.Rater => 30,
        VarianceTerm.Criterion => 20,
        VarianceTerm.CandidateRater => 22,
        VarianceTerm.CandidateCriterion => 40,
        VarianceTerm.RaterDrift => 2,
        _ => 8,
    }), 80];

    private static void AssertClose(double expected, double actual) => Assert.Equal(expected, actual, 1e-8 * (1 + Math.Abs(expected)));
}
