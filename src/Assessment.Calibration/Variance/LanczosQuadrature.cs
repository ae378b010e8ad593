using System.Runtime.Intrinsics;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Assessment.Calibration.Variance;

/// <summary>Stochastic Lanczos quadrature of a log-determinant (Ubaru, Chen and Saad 2017), from conjugate-gradient coefficients.</summary>
internal static class LanczosQuadrature
{
    /// <summary>order · e₁' log(T) e₁, T the Lanczos matrix of one lane.</summary>
    public static double LogDeterminant(List<(Vector256<double> Alpha, Vector256<double> Beta)> steps, int lane, int order)
    {
        int size = steps.TakeWhile(s => s.Alpha[lane] > 0).Count();
        if (size == 0)
        {
            return 0;
        }

        var matrix = DenseMatrix.Create(size, size, 0);
        for (int i = 0; i < size; i++)
        {
            double alpha = steps[i].Alpha[lane];
            matrix[i, i] = (1 / alpha) + (i == 0 ? 0 : steps[i - 1].Beta[lane] / steps[i - 1].Alpha[lane]);
            if (i + 1 < size)
            {
                matrix[i, i + 1] = matrix[i + 1, i] = Math.Sqrt(steps[i].Beta[lane]) / alpha;
            }
        }

        var eigen = matrix.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric);
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            double weight = eigen.EigenVectors[0, i];
            sum += weight * weight * Math.Log(eigen.EigenValues[i].Real);
        }

        return order * sum;
    }
}
