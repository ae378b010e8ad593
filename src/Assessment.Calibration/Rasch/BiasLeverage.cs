using System.Runtime.CompilerServices;

namespace Assessment.Calibration.Rasch;

/// <summary>What share of each cell's information is left by abilities and difficulties, once the rater's severity is eliminated.</summary>
/// <remarks>
/// With ρ = I_c/I_j the cell's share of its rater, the cell against the rater has information I_c(1 − ρ). Abilities explain
/// Σₙ(I_cn − ρI_jn)²/I_n of it (I_n with the prior's precision in a marginal fit): nothing where the rater's ratings of a candidate are
/// spread over the cells alike, much where a cell holds all of them. Difficulties, where elements are criteria, then explain the share
/// of the element's information that is the cell's. Exact for balanced tables, first order for others.
/// </remarks>
[SkipLocalsInit]
internal sealed unsafe class BiasLeverage(RaschPanel panel, StepLayout layout, RaschState state, double[] ability, double priorPrecision)
{
    /// <summary>In [0, 1], by cell.</summary>
    /// <param name="cells">The cells.</param>
    public double[] Left(CellIndex cells)
    {
        var parts = new Sums[panel.Pieces.Length - 1];
        panel.ForPieces((piece, from, until) => parts[piece] = RunPiece(cells, from, until));
        Sums all = parts[0];
        foreach (Sums part in parts.Skip(1))
        {
            all.Add(part);
        }

        double[] ofElement = new double[Math.Max(1, cells.DifficultyCount)];
        int ElementOf(int cell) => cells.DifficultyCount == 0 ? 0 : cell % cells.DifficultyCount;
        for (int cell = 0; cell < cells.Count; cell++)
        {
            ofElement[ElementOf(cell)] += all.Cell[cell];
        }

        var left = new double[cells.Count];
        for (int cell = 0; cell < left.Length; cell++)
        {
            int rater = cells.RaterOf(cell);
            double own = all.Cell[cell], share = own / all.Rater[rater], against = own * (1 - share);
            double explained = all.CellSquares[cell] - (2 * share * all.Products[cell]) + (share * share * all.RaterSquares[rater]);
            double difficulty = cells.DifficultyCount == 0 ? 0 : own / ofElement[ElementOf(cell)];
            left[cell] = against > 0 ? Math.Clamp(1 - (explained / against), 0, 1) * (1 - difficulty) : 0;
        }

        return left;
    }

    private Sums RunPiece(CellIndex cells, int from, int until)
    {
        var sums = new Sums(cells.Count, panel.Raters.Length);
        var own = new double[cells.Count];
        var touched = new List<(int Cell, int Pair)>();
        var ofPair = new List<double>();
        double* terms = stackalloc double[layout.Stride];
        fixed (double* weights = state.Weights, logWeights = state.LogWeights)
        {
            for (int n = from; n < until; n++)
            {
                double all = priorPrecision;
                int first = panel.PairStarts[n];
                touched.Clear();
                ofPair.Clear();
                for (int p = first; p < panel.PairStarts[n + 1]; p++)
                {
                    int j = panel.PairRater[p];
                    double eta = ability[n] + state.Leniency[j], y = Math.Exp(eta), pair = 0;
                    for (int row = panel.RowStarts[p]; row < panel.RowStarts[p + 1]; row++)
                    {
                        int i = panel.Criterion[row], at = i * layout.Stride, cell = cells.Of(n, p, j, i);
                        double sum = CategoryTerms.Fill(weights + at, logWeights + at, y, eta, panel.CategoryCount[i], state.LogSpace, terms, out _);
                        double variance = VarianceOf(terms, 1 / sum, panel.CategoryCount[i]);
                        all += variance;
                        if (cell < 0)
                        {
                            continue;
                        }

                        if (own[cell] == 0)
                        {
                            touched.Add((cell, p - first));
                        }

                        own[cell] += variance;
                        pair += variance;
                    }

                    ofPair.Add(pair);
                    sums.Rater[j] += pair;
                }

                for (int p = 0; p < ofPair.Count; p++)
                {
                    sums.RaterSquares[panel.PairRater[first + p]] += ofPair[p] * ofPair[p] / all;
                }

                foreach ((int cell, int pair) in touched)
                {
                    sums.Cell[cell] += own[cell];
                    sums.CellSquares[cell] += own[cell] * own[cell] / all;
                    sums.Products[cell] += own[cell] * ofPair[pair] / all;
                    own[cell] = 0;
                }
            }
        }

        return sums;
    }

    private static double VarianceOf(double* terms, double inverse, int categories)
    {
        double mean = 0, second = 0;
        for (int k = 1; k < categories; k++)
        {
            mean += k * terms[k] * inverse;
            second += (double)k * k * terms[k] * inverse;
        }

        return Math.Max(1e-12, second - (mean * mean));
    }

    /// <summary>Information of cells and raters, and its squares and products by candidate over the candidate's.</summary>
    private sealed class Sums(int cells, int raters)
    {
        public double[] Cell { get; } = new double[cells];

        public double[] CellSquares { get; } = new double[cells];

        public double[] Products { get; } = new double[cells];

        public double[] Rater { get; } = new double[raters];

        public double[] RaterSquares { get; } = new double[raters];

        public void Add(Sums other)
        {
            Add(Cell, other.Cell);
            Add(CellSquares, other.CellSquares);
            Add(Products, other.Products);
            Add(Rater, other.Rater);
            Add(RaterSquares, other.RaterSquares);
        }

        private static void Add(double[] sums, double[] more)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += more[i];
            }
        }
    }
}
