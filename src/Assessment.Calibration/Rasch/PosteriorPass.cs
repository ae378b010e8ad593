namespace Assessment.Calibration.Rasch;

/// <summary>Posterior means and variances of abilities at given parameters (EAP, Bock and Mislevy 1982).</summary>
internal sealed unsafe class PosteriorPass(RaschPanel panel, int stride, GaussHermite rule)
{
    public double[] Mean { get; } = new double[panel.Candidates.Length];

    public double[] Variance { get; } = new double[panel.Candidates.Length];

    /// <param name="state">Parameters; abilities are warm starts of the modes.</param>
    public void Run(RaschState state) => panel.ForPieces((_, from, until) =>
    {
        var posterior = new Posterior(panel, stride, rule);
        fixed (double* weights = state.Weights, logWeights = state.LogWeights, expLeniency = state.ExpLeniency, leniency = state.Leniency)
        {
            for (int n = from; n < until; n++)
            {
                posterior.Find(state, n, weights, logWeights, expLeniency, leniency);
                (Mean[n], Variance[n]) = (posterior.Mean, posterior.Variance);
            }
        }
    });
}
