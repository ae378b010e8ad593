using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>What is left of the mixed-model equations when the candidates' own effects are eliminated.</summary>
/// <remarks>Everything is in units of the residual variance: C = M⁻¹ with M = [X'X, X'Z; Z'X, Z'Z + λ].</remarks>
internal abstract class ReducedSystem(CandidatePasses passes)
{
    protected CandidatePasses Passes { get; } = passes;

    protected MixedDesign Design => Passes.Design;

    /// <summary>How C is had, for reports.</summary>
    public abstract string Method { get; }

    /// <summary>Σ over a term's levels of C's diagonal, by term; valid after <see cref="Factor"/>.</summary>
    public double[] Traces { get; } = new double[passes.Design.Terms.Length];

    /// <summary>log |M|, or NaN where it is not available.</summary>
    public double LogDeterminant { get; protected set; }

    /// <summary>Most conjugate-gradient iterations of a solve so far; 0 when solves are direct.</summary>
    public virtual int Iterations => 0;

    /// <summary>Renews everything for new ratios σ²_e / σ², by term; false when M is numerically singular.</summary>
    public bool Factor(double[] ratios)
    {
        double RatioAt(TermPlace place)
        {
            int t = Array.FindIndex(Design.Terms, term => term.Place == place);
            return t < 0 ? double.PositiveInfinity : ratios[t];
        }

        double local = Passes.Factor(RatioAt(TermPlace.Candidate), RatioAt(TermPlace.Diagonal), RatioAt(TermPlace.Dense));
        Array.Clear(Traces);
        return FactorCommon(ratios, local);
    }

    /// <summary>Solves for four right-hand sides, in place.</summary>
    /// <param name="large">Right-hand sides, then solutions, of the large terms.</param>
    /// <param name="small">The same of the small part.</param>
    /// <param name="slot">Which kind of right-hand side it is: iterative solves start from that slot's last solution.</param>
    public abstract void Solve(Vector256<double>[] large, Vector256<double>[] small, int slot);

    /// <summary>log |M|, by quadrature where it is not exact.</summary>
    public virtual double EstimateLogDeterminant() => LogDeterminant;

    /// <summary>The diagonal of C, by place: prediction error variances in units of σ²_e, and conditional on the fixed effects.</summary>
    public abstract InverseDiagonal Diagonal();

    protected abstract bool FactorCommon(double[] ratios, double localLogDeterminant);

    protected void AddTrace(TermPlace place, double value)
    {
        int t = Array.FindIndex(Design.Terms, term => term.Place == place);
        if (t >= 0)
        {
            Traces[t] += value;
        }
    }
}

/// <summary>The diagonal of the inverse, laid out as a <see cref="MixedSolution"/>.</summary>
internal sealed class InverseDiagonal(MixedDesign design)
{
    /// <summary>With the fixed effects unknown (prediction error variance, Henderson 1975).</summary>
    public MixedSolution Total { get; } = new(design);

    /// <summary>Given the fixed effects (the conditional variance that lme4 reports).</summary>
    public MixedSolution Conditional { get; } = new(design);
}
