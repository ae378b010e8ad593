using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>
/// One pass of joint maximum likelihood: each candidate's ability is brought to its maximum given the rest, then gradient and
/// information of the rest are added up with abilities eliminated (Schur complement; the profile likelihood's derivatives).
/// </summary>
/// <remarks>
/// With g and d the score and information of an ability, and c_p, b its information with a rater p and a step parameter:
/// profile score of p = score of p − c_p·g/d; profile information of (p, q) = information − c_p·c_q/d.
/// The pair weight u = c_p/√d is kept, so that the operator can be applied without the ratings.
/// </remarks>
[SkipLocalsInit]
internal sealed unsafe class JointPass(RaschPanel panel, StepLayout layout, double[] pairWeights, double[] abilityInformation)
{
    private readonly PassSums[] _sums = PassSums.ForPieces(panel, layout, 0);

    /// <summary>Runs the pass at the state, whose abilities it improves in place.</summary>
    /// <returns>Sums that the next run takes over.</returns>
    /// <param name="state">Parameters; abilities are a warm start.</param>
    /// <param name="precision">Newton on an ability stops after a step shorter than this; the error left is its square.</param>
    public PassSums Run(RaschState state, double precision)
    {
        panel.ForPieces((piece, from, until) => RunPiece(state, precision, from, until, _sums[piece]));
        return PassSums.Total(_sums);
    }

    private void RunPiece(RaschState state, double precision, int from, int until, PassSums sums)
    {
        sums.Clear();
        var touched = new TouchedParameters(layout);
        fixed (double* weights = state.Weights, logWeights = state.LogWeights, expLeniency = state.ExpLeniency, leniency = state.Leniency)
        {
            for (int n = from; n < until; n++)
            {
                MaximiseAbility(state, weights, logWeights, expLeniency, leniency, n, precision);
                touched.Clear();
                (double g, double d) = Accumulate(state, weights, logWeights, expLeniency, leniency, n, sums, touched);
                abilityInformation[n] = d;
                Eliminate(n, g, d, sums, touched);
            }
        }
    }

    private void MaximiseAbility(
        RaschState state, double* weights, double* logWeights, double* expLeniency, double* leniency, int n, double precision)
    {
        double theta = state.Ability[n], total = panel.CandidateTotal[n], low = -RaschState.Bound, high = RaschState.Bound;
        double* terms = stackalloc double[layout.Stride];
        for (int iteration = 0; iteration < 50; iteration++)
        {
            double expTheta = Math.Exp(theta), expected = 0, information = 0;
            for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
            {
                int j = panel.PairRater[p];
                double y = expTheta * expLeniency[j], eta = theta + leniency[j];
                for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
                {
                    int i = panel.Criterion[row], at = i * layout.Stride;
                    CategoryTerms.Moments(weights + at, logWeights + at, y, eta, panel.CategoryCount[i], state.LogSpace, terms, out double mean, out double variance);
                    expected += mean;
                    information += variance;
                }
            }

            double before = theta;
            theta = Bracket.Newton(theta, total - expected, information, ref low, ref high);
            if (Math.Abs(theta - before) < precision)
            {
                break;
            }
        }

        state.Ability[n] = theta;
    }

    private (double Score, double Information) Accumulate(
        RaschState state, double* weights, double* logWeights, double* expLeniency, double* leniency, int n, PassSums sums, TouchedParameters touched)
    {
        int width = sums.Width, stride = layout.Stride;
        double theta = state.Ability[n], expTheta = Math.Exp(theta), expected = 0, information = 0, product = 1, logSum = 0;
        double* terms = stackalloc double[2 * stride];
        fixed (double* cross = sums.Cross, block = sums.Block, expectedSteps = sums.Expected, candidate = touched.Values)
        fixed (int* index = layout.Index)
        {
            for (int p = panel.PairStarts[n]; p < panel.PairStarts[n + 1]; p++)
            {
                int j = panel.PairRater[p];
                double y = expTheta * expLeniency[j], eta = theta + leniency[j], pairExpected = 0, pairInformation = 0;
                double* rater = cross + ((long)j * width);
                for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
                {
                    int i = panel.Criterion[row], at = i * stride, categories = panel.CategoryCount[i];
                    touched.Touch(i);
                    double sum = CategoryTerms.Fill(weights + at, logWeights + at, y, eta, categories, state.LogSpace, terms, out double shift);
                    logSum += shift;
                    product *= sum;
                    if (product > 1e200)
                    {
                        logSum += Math.Log(product);
                        product = 1;
                    }

                    Rating(terms, sum, categories, stride, index + at, expectedSteps + at, block + (at * stride), candidate, rater, out double mean, out double variance);
                    pairExpected += mean;
                    pairInformation += variance;
                }

                sums.RaterExpected[j] += pairExpected;
                sums.RaterInformation[j] += pairInformation;
                pairWeights[p] = pairInformation;
                expected += pairExpected;
                information += pairInformation;
            }
        }

        sums.LogSum += logSum + Math.Log(product);
        return (panel.CandidateTotal[n] - expected, information);
    }

    /// <summary>Adds one rating. Terms has room for 2 × stride; on return terms[k] holds P(x ≥ k) for k ≥ 1.</summary>
    private static void Rating(
        double* terms, double sum, int categories, int stride, int* index, double* expected, double* block, double* candidate, double* rater,
        out double mean, out double variance)
    {
        double inverse = 1 / sum, atLeast = 0, first = 0, second = 0;
        double* tail = terms + stride;
        for (int k = categories - 1; k > 0; k--)
        {
            double p = terms[k] * inverse, weighted = k * p;
            atLeast += p;
            first += weighted;
            second += k * weighted;
            terms[k] = atLeast;
            tail[k] = first;
        }

        mean = first;
        variance = Math.Max(0, second - (first * first));
        expected[0] += mean;
        block[0] += variance;
        if (index[0] >= 0)
        {
            candidate[index[0]] += variance;
            rater[index[0]] += variance;
        }

        for (int k = 1; k < categories; k++)
        {
            int e = index[k];
            if (e < 0)
            {
                continue;
            }

            double q = terms[k], covariance = tail[k] - (mean * q);
            expected[k] += q;
            candidate[e] += covariance;
            rater[e] += covariance;
            block[k] += covariance;
            double* line = block + (k * stride);
            for (int g = k; g < categories; g++)
            {
                line[g] += terms[g] * (1 - q);
            }
        }
    }

    private void Eliminate(int n, double score, double information, PassSums sums, TouchedParameters touched)
    {
        int first = panel.PairStarts[n], end = panel.PairStarts[n + 1], width = sums.Width;
        if (!(information > 1e-12))
        {
            Array.Clear(pairWeights, first, end - first);
            return;
        }

        double inverse = 1 / information, root = Math.Sqrt(inverse);
        ReadOnlySpan<int> parameters = touched.Parameters;
        double[] values = touched.Values, outer = sums.Outer, cross = sums.Cross;
        for (int p = first; p < end; p++)
        {
            int j = panel.PairRater[p];
            double share = pairWeights[p] * inverse;
            sums.RaterCorrection[j] -= share * score;
            sums.SchurDiagonal[j] += share * pairWeights[p];
            pairWeights[p] *= root;
            long line = (long)j * width;
            foreach (int a in parameters)
            {
                cross[line + a] -= share * values[a];
            }
        }

        for (int x = 0; x < parameters.Length; x++)
        {
            int a = parameters[x];
            double share = values[a] * inverse;
            sums.Correction[a] -= share * score;
            for (int y = x; y < parameters.Length; y++)
            {
                outer[(a * width) + parameters[y]] += share * values[parameters[y]];
            }
        }
    }
}
