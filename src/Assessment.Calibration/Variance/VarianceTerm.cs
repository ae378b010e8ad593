namespace Assessment.Calibration.Variance;

/// <summary>One random term of the rating model y = μ + candidate + rater + criterion + two-way terms + residual.</summary>
public enum VarianceTerm
{
    /// <summary>Candidates: the object of measurement.</summary>
    Candidate,

    /// <summary>Raters: their leniency (severity with the sign reversed), in scale points.</summary>
    Rater,

    /// <summary>Criteria: their easiness, in scale points.</summary>
    Criterion,

    /// <summary>Candidate × rater: what a rater sees in one candidate over all criteria (halo, among other causes).</summary>
    CandidateRater,

    /// <summary>Candidate × criterion: the candidate's profile.</summary>
    CandidateCriterion,

    /// <summary>Rater × criterion: a rater who is lenient on one criterion only.</summary>
    RaterCriterion,

    /// <summary>A rater's own linear drift: random slope on the period's index, in scale points per period.</summary>
    RaterDrift,

    /// <summary>What is left, the three-way term included.</summary>
    Residual,
}
