namespace Assessment.Scoring;

/// <summary>Where a candidate's combined result falls. The default value is insufficient evidence.</summary>
public enum Band
{
    /// <summary>Too little was observed for any other band.</summary>
    InsufficientEvidence = 0,

    /// <summary>Below the first cut score.</summary>
    StrongNo = 1,

    /// <summary>From the first cut score, or a required bar was missed.</summary>
    No = 2,

    /// <summary>From the second cut score.</summary>
    LeanNo = 3,

    /// <summary>From the third cut score.</summary>
    LeanYes = 4,

    /// <summary>From the fourth cut score.</summary>
    Yes = 5,

    /// <summary>From the fifth cut score.</summary>
    StrongYes = 6,
}

/// <summary>Why a band is not the cut scores' alone.</summary>
public enum BandReasonKind
{
    /// <summary>No competency with a profile weight was observed.</summary>
    NothingObserved = 1,

    /// <summary>A required competency was not observed.</summary>
    RequiredUnobserved = 2,

    /// <summary>The coverage is below the profile's minimum.</summary>
    CoverageBelowMinimum = 3,

    /// <summary>A required bar was missed: the band is 'no' at most.</summary>
    GateMissed = 4,
}

/// <summary>One reason.</summary>
/// <param name="Kind">What kind of reason.</param>
/// <param name="CompetencyId">The competency it is about; null where it is about the whole.</param>
public sealed record BandReason(BandReasonKind Kind, string? CompetencyId);
