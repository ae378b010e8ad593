namespace Assessment.Calibration.Rasch;

/// <summary>What one pass over the ratings adds up; one per piece, added in the order of the pieces.</summary>
internal sealed class PassSums
{
    public PassSums(int raters, StepLayout layout, int extras)
    {
        Width = layout.ExtendedCount + extras;
        RaterExpected = new double[raters];
        RaterInformation = new double[raters];
        RaterCorrection = new double[raters];
        SchurDiagonal = new double[raters];
        Cross = new double[(long)raters * Width];
        Expected = new double[layout.Criteria * layout.Stride];
        Block = new double[layout.Criteria * layout.Stride * layout.Stride];
        Outer = new double[Width * Width];
        Correction = new double[Width];
        Prior = new double[5];
    }

    /// <summary>Number of extended parameters, the two of the ability distribution included where they are estimated.</summary>
    public int Width { get; }

    /// <summary>Sum of expected categories by rater.</summary>
    public double[] RaterExpected { get; }

    /// <summary>Diagonal of the raters' information before candidates are eliminated.</summary>
    public double[] RaterInformation { get; }

    /// <summary>What eliminating candidates takes from the raters' gradient; zero when abilities are at their maximum.</summary>
    public double[] RaterCorrection { get; }

    /// <summary>Sum of squared pair weights by rater: what eliminating candidates takes from the diagonal.</summary>
    public double[] SchurDiagonal { get; }

    /// <summary>cross[rater, extended]: information between raters and step parameters, candidates eliminated.</summary>
    public double[] Cross { get; }

    /// <summary>expected[criterion, 0]: sum of expected categories; expected[criterion, k]: sum of P(x ≥ k).</summary>
    public double[] Expected { get; }

    /// <summary>Information among the step parameters of one criterion: [0, 0] variance, [0, k] Cov(x, 1(x ≥ k)), [k, g] Cov(1(x ≥ k), 1(x ≥ g)); upper triangles.</summary>
    public double[] Block { get; }

    /// <summary>What eliminating candidates takes from the information among extended parameters; [a, b] and [b, a] are to be added.</summary>
    public double[] Outer { get; }

    public double[] Correction { get; }

    /// <summary>Marginal method: scores of mean and log SD, then their information (mean, mean × log SD, log SD).</summary>
    public double[] Prior { get; }

    /// <summary>Joint: sum of log normalisers. Marginal: sum of candidates' log-likelihoods, the part that depends on the node.</summary>
    public double LogSum { get; set; }

    /// <summary>One for each of the panel's pieces.</summary>
    public static PassSums[] ForPieces(RaschPanel panel, StepLayout layout, int extras)
    {
        var sums = new PassSums[panel.Pieces.Length - 1];
        for (int s = 0; s < sums.Length; s++)
        {
            sums[s] = new PassSums(panel.Raters.Length, layout, extras);
        }

        return sums;
    }

    /// <summary>Adds all to the first, in order.</summary>
    public static PassSums Total(PassSums[] sums)
    {
        for (int s = 1; s < sums.Length; s++)
        {
            sums[0].Add(sums[s]);
        }

        return sums[0];
    }

    public void Clear()
    {
        foreach (double[] sums in (ReadOnlySpan<double[]>)[
            RaterExpected, RaterInformation, RaterCorrection, SchurDiagonal, Cross, Expected, Block, Outer, Correction, Prior])
        {
            Array.Clear(sums);
        }

        LogSum = 0;
    }

    public void Add(PassSums other)
    {
        AddTo(RaterExpected, other.RaterExpected);
        AddTo(RaterInformation, other.RaterInformation);
        AddTo(RaterCorrection, other.RaterCorrection);
        AddTo(SchurDiagonal, other.SchurDiagonal);
        AddTo(Cross, other.Cross);
        AddTo(Expected, other.Expected);
        AddTo(Block, other.Block);
        AddTo(Outer, other.Outer);
        AddTo(Correction, other.Correction);
        AddTo(Prior, other.Prior);
        LogSum += other.LogSum;
    }

    private static void AddTo(double[] to, double[] from)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }
}
