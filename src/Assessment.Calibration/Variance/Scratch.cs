using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>Work space of one thread for one candidate's equations, four right-hand sides abreast.</summary>
internal sealed class Scratch(MixedDesign design)
{
    public Vector256<double>[] Field { get; } = new Vector256<double>[design.MaxRows];

    public Vector256<double>[] Second { get; } = new Vector256<double>[design.MaxRows];

    public Vector256<double>[] Diagonal { get; } = new Vector256<double>[design.MaxDiagonal];

    public Vector256<double>[] Dense { get; } = new Vector256<double>[design.MaxDense];

    public double[] Column { get; } = new double[design.MaxDense + 1];

    public Vector256<double> Candidate { get; set; }
}
