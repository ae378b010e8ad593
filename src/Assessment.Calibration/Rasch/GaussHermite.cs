using MathNet.Numerics.LinearAlgebra;

namespace Assessment.Calibration.Rasch;

/// <summary>Nodes and weights for the standard normal: E f(Z) ≈ Σ w·f(x), exact for polynomials up to degree 2n − 1.</summary>
/// <remarks>Eigenvalues of the Jacobi matrix of the probabilists' Hermite polynomials (Golub and Welsch 1969).</remarks>
internal sealed class GaussHermite
{
    public GaussHermite(int nodes)
    {
        var jacobi = Matrix<double>.Build.Dense(nodes, nodes);
        for (int i = 1; i < nodes; i++)
        {
            jacobi[i, i - 1] = jacobi[i - 1, i] = Math.Sqrt(i);
        }

        var eigen = jacobi.Evd(Symmetricity.Symmetric);
        Nodes = new double[nodes];
        LogWeights = new double[nodes];
        for (int i = 0; i < nodes; i++)
        {
            Nodes[i] = eigen.EigenValues[i].Real;
            LogWeights[i] = 2 * Math.Log(Math.Abs(eigen.EigenVectors[0, i]));
        }
    }

    public double[] Nodes { get; }

    public double[] LogWeights { get; }
}
