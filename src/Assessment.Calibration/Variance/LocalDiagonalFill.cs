namespace Assessment.Calibration.Variance;

/// <summary>
/// Fills the candidates' part of the inverse's diagonal when S⁻¹ is known as a diagonal over the large terms plus low-rank
/// columns: covariances between large effects other than through the small part are left out (of second order on sparse designs).
/// </summary>
internal sealed class LocalDiagonalFill(CandidatePasses passes, double[] large, double[][] total, double[][] conditional)
{
    private readonly MixedDesign _design = passes.Design;

    public void Run(InverseDiagonal result)
    {
        CandidateColumns[] columns = passes.Parts.New(() => new CandidateColumns(_design, _design.LargeCount + _design.SmallCount));
        passes.Parts.ForEach((part, from, to) =>
        {
            for (int g = from; g < to; g++)
            {
                Fill(g, columns[part], passes.Parts.ScratchOf(part), result);
            }
        });
    }

    private void Fill(int g, CandidateColumns columns, Scratch scratch, InverseDiagonal result)
    {
        int diagonals = passes.Blocks.DiagonalCount(g), denses = passes.Blocks.DenseCount(g);
        Span<double> own = diagonals + denses < 256 ? stackalloc double[1 + diagonals + denses] : new double[1 + diagonals + denses];
        own[0] = passes.Blocks.InverseDiagonal(g, scratch.Column, own.Slice(1, diagonals), own[(1 + diagonals)..], out _);
        columns.SolveAll(g, passes, scratch);
        for (int l = 0; l < own.Length; l++)
        {
            double random = own[l] + columns.Weighted(l, large);
            double all = random + columns.SquaredProducts(l, total), given = random + columns.SquaredProducts(l, conditional);
            if (l == 0)
            {
                (result.Total.Candidate[g], result.Conditional.Candidate[g]) = (all, given);
            }
            else if (l <= diagonals)
            {
                int at = _design.DiagonalStarts[g] + l - 1;
                (result.Total.Diagonal[at], result.Conditional.Diagonal[at]) = (all, given);
            }
            else
            {
                int at = _design.DenseStarts[g] + l - 1 - diagonals;
                (result.Total.Dense[at], result.Conditional.Dense[at]) = (all, given);
            }
        }
    }
}
