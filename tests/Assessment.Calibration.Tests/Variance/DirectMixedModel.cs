using Assessment.Calibration.Variance;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Assessment.Calibration.Tests.Variance;

/// <summary>The mixed model by its definition, with V and P as dense N × N matrices: what the kernels are checked against.</summary>
internal sealed class DirectMixedModel
{
    public DirectMixedModel(RatingTable table, VarianceTerm[] terms, double[] variances)
    {
        int n = table.Count;
        Y = DenseVector.Create(n, i => table.Levels[i]);
        double known = table.Periods.IsEmpty ? 0 : table.Periods.ToArray().Where(p => p >= 0).Average();
        Time = [.. Enumerable.Range(0, n).Select(i => table.Periods.IsEmpty || table.Periods[i] < 0 ? 0 : table.Periods[i] - known)];
        Designs = [.. terms.Select(t => DesignOf(table, t))];
        bool trend = terms.Contains(VarianceTerm.RaterDrift);
        X = DenseMatrix.Create(n, trend ? 2 : 1, (i, j) => j == 0 ? 1 : Time[i]);
        V = DenseMatrix.CreateDiagonal(n, n, variances[^1]);
        for (int t = 0; t < terms.Length; t++)
        {
            V = (DenseMatrix)(V + (Designs[t] * Designs[t].Transpose() * variances[t]));
        }

        Matrix<double> inverse = V.Inverse(), xvx = X.Transpose() * inverse * X;
        P = (DenseMatrix)(inverse - (inverse * X * xvx.Inverse() * X.Transpose() * inverse));
        Inverse = (DenseMatrix)inverse;
        Fixed = (DenseVector)(xvx.Inverse() * X.Transpose() * inverse * Y);
        Criterion = ((n - X.ColumnCount) * Math.Log(2 * Math.PI)) + LogDeterminant(V) + LogDeterminant(xvx) + (Y * P * Y);
    }

    public DenseVector Y { get; }

    public double[] Time { get; }

    public DenseMatrix[] Designs { get; }

    public DenseMatrix X { get; }

    public DenseMatrix V { get; }

    public DenseMatrix Inverse { get; }

    public DenseMatrix P { get; }

    public DenseVector Fixed { get; }

    public double Criterion { get; }

    public double Score(int term)
    {
        Matrix<double> derivative = Derivative(term);
        return -0.5 * ((P * derivative).Trace() - (Y * P * derivative * P * Y));
    }

    public double AverageInformation(int first, int second) =>
        0.5 * (Y * P * Derivative(first) * P * Derivative(second) * P * Y);

    public double ExpectedInformation(int first, int second) => 0.5 * (P * Derivative(first) * P * Derivative(second)).Trace();

    public Vector<double> Predictions(int term, double variance) => Designs[term].Transpose() * P * Y * variance;

    public double PredictionErrorVariance(int term, int level, double variance) =>
        variance - (variance * variance * (Designs[term].Column(level) * P * Designs[term].Column(level)));

    public double ConditionalVariance(int term, int level, double variance) =>
        variance - (variance * variance * (Designs[term].Column(level) * Inverse * Designs[term].Column(level)));

    private static double LogDeterminant(Matrix<double> matrix) => 2 * matrix.Cholesky().Factor.Diagonal().Sum(Math.Log);

    private Matrix<double> Derivative(int term) => term == Designs.Length
        ? DenseMatrix.CreateIdentity(Y.Count)
        : Designs[term] * Designs[term].Transpose();

    private DenseMatrix DesignOf(RatingTable table, VarianceTerm term)
    {
        long Key(int i)
        {
            long c = table.Candidates[i], r = table.Raters[i], k = table.Criteria[i];
            return term switch
            {
                VarianceTerm.Candidate => c,
                VarianceTerm.Rater or VarianceTerm.RaterDrift => r,
                VarianceTerm.Criterion => k,
                VarianceTerm.CandidateRater => (c * 1000) + r,
                VarianceTerm.CandidateCriterion => (c * 1000) + k,
                _ => (r * 1000) + k,
            };
        }

        long[] keys = [.. Enumerable.Range(0, table.Count).Select(Key)];
        long[] levels = [.. keys.Distinct().Order()];
        return DenseMatrix.Create(table.Count, levels.Length, (i, j) =>
            keys[i] == levels[j] ? term == VarianceTerm.RaterDrift ? Time[i] : 1 : 0);
    }
}
