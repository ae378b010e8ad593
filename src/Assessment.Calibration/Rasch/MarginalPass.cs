using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>
/// One pass of marginal maximum likelihood: exact gradient (Fisher's identity) and information by Louis (1982), posterior expectation of
/// the complete data's information minus posterior variance of its score, for raters, steps, and mean and log SD of ability.
/// </summary>
/// <remarks>
/// Between two raters of a candidate the posterior covariance of scores is kept by its part that is linear in ability,
/// u_j·u_k with u = Cov(score, θ)/SD(θ), so that the operator needs one weight a pair; diagonals and all else are exact.
/// </remarks>
[SkipLocalsInit]
internal sealed unsafe class MarginalPass(RaschPanel panel, StepLayout layout, double[] pairWeights, GaussHermite rule)
{
    public const int Extras = 2;

    private readonly PassSums[] _sums = PassSums.ForPieces(panel, layout, Extras);

    /// <summary>Posterior mean and variance of each local candidate's ability at the last pass.</summary>
    public double[] PosteriorMean { get; } = new double[panel.Candidates.Length];

    public double[] PosteriorVariance { get; } = new double[panel.Candidates.Length];

    /// <returns>Sums that the next run takes over.</returns>
    public PassSums Run(RaschState state)
    {
        panel.ForPieces((piece, from, until) => new Piece(this, state, _sums[piece]).Run(from, until));
        return PassSums.Total(_sums);
    }

    private RaschPanel Panel => panel;

    private StepLayout Layout => layout;

    private double[] PairWeights => pairWeights;

    [SkipLocalsInit]
    private sealed class Piece(MarginalPass pass, RaschState state, PassSums sums)
    {
        private readonly RaschPanel _panel = pass.Panel;
        private readonly StepLayout _layout = pass.Layout;
        private readonly PassSums _sums = sums;
        private readonly TouchedParameters _touched = new(pass.Layout, Extras);
        private readonly Posterior _posterior = new(pass.Panel, pass.Layout.Stride, pass.Rule);
        private readonly double[] _scores = new double[pass.Rule.Nodes.Length * (pass.Layout.ExtendedCount + Extras)];
        private readonly double[] _pairScores = new double[pass.Rule.Nodes.Length];
        private double[] _candidatePairScores = [];

        public void Run(int from, int until)
        {
            _sums.Clear();
            fixed (double* weights = state.Weights, logWeights = state.LogWeights, expLeniency = state.ExpLeniency, leniency = state.Leniency)
            {
                for (int n = from; n < until; n++)
                {
                    _posterior.Find(state, n, weights, logWeights, expLeniency, leniency);
                    pass.PosteriorMean[n] = _posterior.Mean;
                    pass.PosteriorVariance[n] = _posterior.Variance;
                    _sums.LogSum += _posterior.LogLikelihood;
                    _touched.Clear();
                    Score(n, weights, logWeights, expLeniency, leniency);
                    Prior();
                    Eliminate(n);
                    Array.Clear(_scores);
                }
            }
        }

        private void Score(int n, double* weights, double* logWeights, double* expLeniency, double* leniency)
        {
            int first = _panel.PairStarts[n], end = _panel.PairStarts[n + 1], nodes = _posterior.Count, width = _sums.Width;
            if (_candidatePairScores.Length < (end - first) * nodes)
            {
                _candidatePairScores = new double[(end - first) * nodes];
            }

            double* terms = stackalloc double[2 * _layout.Stride];
            fixed (double* scores = _scores, probabilities = _posterior.Probabilities, nodesAt = _posterior.Nodes, expNodes = _posterior.ExpNodes, pairScores = _pairScores)
            {
                for (int p = first; p < end; p++)
                {
                    int j = _panel.PairRater[p];
                    Array.Clear(_pairScores);
                    double expected = 0, information = 0;
                    for (int row = _panel.RowStarts[p]; row < _panel.RowStarts[p + 1]; row++)
                    {
                        int i = _panel.Criterion[row], at = i * _layout.Stride;
                        _touched.Touch(i);
                        fixed (int* index = &_layout.Index[at])
                        fixed (double* steps = &_sums.Expected[at], block = &_sums.Block[at * _layout.Stride], cross = &_sums.Cross[(long)j * width])
                        {
                            for (int q = 0; q < nodes; q++)
                            {
                                double sum = CategoryTerms.Fill(
                                    weights + at, logWeights + at, expNodes[q] * expLeniency[j], nodesAt[q] + leniency[j], _panel.CategoryCount[i], state.LogSpace, terms, out _);
                                (double mean, double variance) = Node(
                                    probabilities[q], terms, terms + _layout.Stride, 1 / sum, _panel.CategoryCount[i], _layout.Stride, scores + (q * width), index, steps, block, cross);
                                pairScores[q] -= mean;
                                expected += probabilities[q] * mean;
                                information += probabilities[q] * variance;
                            }
                        }
                    }

                    _sums.RaterExpected[j] += expected;
                    _sums.RaterInformation[j] += information;
                    _pairScores.CopyTo(_candidatePairScores, (p - first) * nodes);
                }
            }
        }

        /// <summary>Adds one rating at one node; terms are left as P(x ≥ k).</summary>
        private static (double Mean, double Variance) Node(
            double weight, double* terms, double* tail, double inverse, int categories, int stride, double* scores, int* index, double* expected, double* block, double* cross)
        {
            double atLeast = 0, mean = 0, second = 0;
            for (int k = categories - 1; k > 0; k--)
            {
                double p = terms[k] * inverse, weighted = k * p;
                atLeast += p;
                mean += weighted;
                second += k * weighted;
                terms[k] = atLeast;
                tail[k] = mean;
            }

            double variance = Math.Max(0, second - (mean * mean)), share = weight * variance;
            expected[0] += weight * mean;
            block[0] += share;
            if (index[0] >= 0)
            {
                scores[index[0]] -= mean;
                cross[index[0]] += share;
            }

            for (int k = 1; k < categories; k++)
            {
                int e = index[k];
                if (e < 0)
                {
                    continue;
                }

                double atLeastK = terms[k], covariance = weight * (tail[k] - (mean * atLeastK)), rest = weight * (1 - atLeastK);
                scores[e] -= atLeastK;
                expected[k] += weight * atLeastK;
                cross[e] += covariance;
                block[k] += covariance;
                double* line = block + (k * stride);
                for (int g = k; g < categories; g++)
                {
                    line[g] += terms[g] * rest;
                }
            }

            return (mean, variance);
        }

        /// <summary>Scores of the ability distribution: (θ − μ)/σ² and ((θ − μ)/σ)² − 1, with their complete-data information.</summary>
        private void Prior()
        {
            double precision = Math.Exp(-2 * state.LogSd);
            int width = _sums.Width;
            for (int q = 0; q < _posterior.Count; q++)
            {
                double weight = _posterior.Probabilities[q], deviation = _posterior.Nodes[q] - state.Mean, square = deviation * deviation * precision;
                _scores[(q * width) + width - 2] = deviation * precision;
                _scores[(q * width) + width - 1] = square - 1;
                _sums.Prior[0] += weight * deviation * precision;
                _sums.Prior[1] += weight * (square - 1);
                _sums.Prior[3] += weight * 2 * deviation * precision;
                _sums.Prior[4] += weight * 2 * square;
            }

            _sums.Prior[2] += precision;
            _touched.TouchExtra(width - 2);
            _touched.TouchExtra(width - 1);
        }

        private void Eliminate(int n)
        {
            int first = _panel.PairStarts[n], end = _panel.PairStarts[n + 1], nodes = _posterior.Count, width = _sums.Width;
            double sd = Math.Sqrt(_posterior.Variance);
            ReadOnlySpan<int> parameters = _touched.Parameters;
            Centre(parameters, width, nodes);
            for (int p = first; p < end; p++)
            {
                int j = _panel.PairRater[p];
                Span<double> scores = _candidatePairScores.AsSpan((p - first) * nodes, nodes);
                double mean = 0, variance = 0, withAbility = 0;
                for (int q = 0; q < nodes; q++)
                {
                    mean += _posterior.Probabilities[q] * scores[q];
                }

                for (int q = 0; q < nodes; q++)
                {
                    double weighted = _posterior.Probabilities[q] * (scores[q] - mean);
                    variance += weighted * (scores[q] - mean);
                    withAbility += weighted * (_posterior.Nodes[q] - _posterior.Mean);
                    Span<double> line = _sums.Cross.AsSpan(j * width, width);
                    foreach (int a in parameters)
                    {
                        line[a] -= weighted * _scores[(q * width) + a];
                    }
                }

                double u = sd > 0 ? withAbility / sd : 0;
                pass.PairWeights[p] = u;
                _sums.SchurDiagonal[j] += u * u;
                _sums.RaterInformation[j] -= Math.Max(0, variance - (u * u));
            }
        }

        private void Centre(ReadOnlySpan<int> parameters, int width, int nodes)
        {
            foreach (int a in parameters)
            {
                double mean = 0;
                for (int q = 0; q < nodes; q++)
                {
                    mean += _posterior.Probabilities[q] * _scores[(q * width) + a];
                }

                for (int q = 0; q < nodes; q++)
                {
                    _scores[(q * width) + a] -= mean;
                }
            }

            double[] outer = _sums.Outer;
            for (int q = 0; q < nodes; q++)
            {
                for (int x = 0; x < parameters.Length; x++)
                {
                    int a = parameters[x];
                    double share = _posterior.Probabilities[q] * _scores[(q * width) + a];
                    for (int y = x; y < parameters.Length; y++)
                    {
                        outer[(a * width) + parameters[y]] += share * _scores[(q * width) + parameters[y]];
                    }
                }
            }
        }
    }

    private GaussHermite Rule => rule;
}
