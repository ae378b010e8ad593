using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>The posterior of one candidate's ability on nodes of its own: adaptive Gauss–Hermite quadrature (Naylor and Smith 1982).</summary>
/// <remarks>
/// Nodes are θ_q = mode + x_q/√c, with c the curvature of −log posterior at the mode; then ∫ f dθ ≈ Σ w_q·e^(x_q²/2)·√(2π/c)·f(θ_q).
/// One instance serves one thread, candidate after candidate.
/// </remarks>
[SkipLocalsInit]
internal sealed unsafe class Posterior(RaschPanel panel, int stride, GaussHermite rule)
{
    private readonly double[] _logs = new double[rule.Nodes.Length];
    private readonly double[] _products = new double[rule.Nodes.Length];

    public int Count => rule.Nodes.Length;

    /// <summary>θ_q, e^θ_q, and posterior probability of each node.</summary>
    public double[] Nodes { get; } = new double[rule.Nodes.Length];

    public double[] ExpNodes { get; } = new double[rule.Nodes.Length];

    public double[] Probabilities { get; } = new double[rule.Nodes.Length];

    public double Mean { get; private set; }

    public double Variance { get; private set; }

    /// <summary>Log of the marginal likelihood, without the terms that do not depend on ability.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>Finds the posterior of local candidate n; state.Ability[n] holds the mode, as a warm start and on return.</summary>
    public void Find(RaschState state, int n, double* weights, double* logWeights, double* expLeniency, double* leniency)
    {
        double precisionOfPrior = Math.Exp(-2 * state.LogSd);
        double curvature = FindMode(state, n, precisionOfPrior, weights, logWeights, expLeniency, leniency);
        double mode = state.Ability[n], spread = 1 / Math.Sqrt(curvature);
        for (int q = 0; q < Count; q++)
        {
            Nodes[q] = mode + (spread * rule.Nodes[q]);
            ExpNodes[q] = Math.Exp(Nodes[q]);
            _logs[q] = 0;
            _products[q] = 1;
        }

        SumLogNormalisers(state, n, weights, logWeights, expLeniency, leniency);
        double largest = double.NegativeInfinity, total = panel.CandidateTotal[n];
        for (int q = 0; q < Count; q++)
        {
            double x = rule.Nodes[q], deviation = Nodes[q] - state.Mean;
            _logs[q] = rule.LogWeights[q] + (0.5 * x * x) + (total * Nodes[q]) - _logs[q] - Math.Log(_products[q])
                - (0.5 * deviation * deviation * precisionOfPrior);
            largest = Math.Max(largest, _logs[q]);
        }

        double sum = 0, first = 0;
        for (int q = 0; q < Count; q++)
        {
            Probabilities[q] = Math.Exp(_logs[q] - largest);
            sum += Probabilities[q];
        }

        for (int q = 0; q < Count; q++)
        {
            Probabilities[q] /= sum;
            first += Probabilities[q] * Nodes[q];
        }

        double second = 0;
        for (int q = 0; q < Count; q++)
        {
            second += Probabilities[q] * (Nodes[q] - first) * (Nodes[q] - first);
        }

        (Mean, Variance) = (first, second);
        LogLikelihood = largest + Math.Log(sum * spread) - state.LogSd;
    }

    private double FindMode(RaschState state, int n, double precisionOfPrior, double* weights, double* logWeights, double* expLeniency, double* leniency)
    {
        double theta = Math.Clamp(state.Ability[n], -RaschState.Bound, RaschState.Bound), curvature = precisionOfPrior;
        double low = -RaschState.Bound, high = RaschState.Bound;
        double* terms = stackalloc double[stride];
        for (int iteration = 0; iteration < 50; iteration++)
        {
            double expTheta = Math.Exp(theta), expected = 0, information = 0;
            for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
            {
                int j = panel.PairRater[p];
                double y = expTheta * expLeniency[j], eta = theta + leniency[j];
                for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
                {
                    int i = panel.Criterion[row], at = i * stride;
                    CategoryTerms.Moments(weights + at, logWeights + at, y, eta, panel.CategoryCount[i], state.LogSpace, terms, out double mean, out double variance);
                    expected += mean;
                    information += variance;
                }
            }

            curvature = information + precisionOfPrior;
            double score = panel.CandidateTotal[n] - expected - ((theta - state.Mean) * precisionOfPrior);

            // The nodes need the mode roughly; a hundredth of a posterior standard deviation is plenty.
            if (score * score < 1e-4 * curvature)
            {
                break;
            }

            theta = Bracket.Newton(theta, score, curvature, ref low, ref high);
        }

        state.Ability[n] = theta;
        return curvature;
    }

    private void SumLogNormalisers(RaschState state, int n, double* weights, double* logWeights, double* expLeniency, double* leniency)
    {
        double* terms = stackalloc double[stride];
        for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
        {
            int j = panel.PairRater[p];
            for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
            {
                int i = panel.Criterion[row], at = i * stride;
                for (int q = 0; q < Nodes.Length; q++)
                {
                    double sum = CategoryTerms.Fill(
                        weights + at, logWeights + at, ExpNodes[q] * expLeniency[j], Nodes[q] + leniency[j], panel.CategoryCount[i], state.LogSpace, terms, out double shift);
                    _products[q] *= sum;
                    _logs[q] += shift;
                    if (_products[q] > 1e100)
                    {
                        _logs[q] += Math.Log(_products[q]);
                        _products[q] = 1;
                    }
                }
            }
        }
    }
}
