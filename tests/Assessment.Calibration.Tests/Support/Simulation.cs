namespace Assessment.Calibration.Tests.Support;

internal enum SimulatedModel
{
    RatingScale,
    PartialCredit,
}

/// <summary>What to plant. Logits throughout: log(P(k) / P(k − 1)) = ability − severity − difficulty − threshold k + effects.</summary>
internal sealed record SimulationOptions
{
    public ulong Seed { get; init; } = 1;

    public int Candidates { get; init; } = 200;

    public int Raters { get; init; } = 10;

    public int Criteria { get; init; } = 4;

    public int LowestLevel { get; init; } = 1;

    /// <summary>Number of levels, K ≥ 2.</summary>
    public int Levels { get; init; } = 5;

    /// <summary>Panel size: distinct raters of each candidate; 0 = every rater of the candidate's block (fully crossed).</summary>
    public int RatersPerCandidate { get; init; } = 4;

    public SimulatedModel Model { get; init; } = SimulatedModel.RatingScale;

    public double AbilityMean { get; init; }

    public double AbilitySd { get; init; } = 1.2;

    public double SeveritySd { get; init; } = 0.5;

    public double DifficultySd { get; init; } = 0.4;

    /// <summary>Thresholds lie evenly in [−spread, spread].</summary>
    public double ThresholdSpread { get; init; } = 2;

    /// <summary>Partial credit only: SD of each criterion's thresholds about the even ones (recentred to sum 0).</summary>
    public double ThresholdSd { get; init; } = 0.3;

    /// <summary>Disconnected blocks: candidates and raters are dealt to blocks in turn, and never cross.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>0 = ratings carry no period; else each candidate falls into a uniformly random one.</summary>
    public int Periods { get; init; }

    /// <summary>Share of raters (the first ones) that drift.</summary>
    public double DriftingShare { get; init; }

    /// <summary>Severity gained by a drifting rater per period; signs alternate.</summary>
    public double DriftPerPeriod { get; init; }

    /// <summary>Share of raters (the last ones) with halo.</summary>
    public double HaloShare { get; init; }

    /// <summary>SD of a halo rater's impression of a candidate, common to all criteria.</summary>
    public double HaloSd { get; init; }

    /// <summary>0 = no labels; else groups, dealt at random.</summary>
    public int Groups { get; init; }

    /// <summary>True ability of group g is lower by g · gap.</summary>
    public double GroupGap { get; init; }

    /// <summary>Share of raters (the first ones) that treat group 1 differently.</summary>
    public double GroupBiasShare { get; init; }

    /// <summary>How much severer such a rater is to group 1.</summary>
    public double GroupBias { get; init; }

    /// <summary>Share of rater × criterion cells with a bias, chosen at random.</summary>
    public double CriterionBiasShare { get; init; }

    /// <summary>Size of a rater × criterion bias (severity); the sign is random.</summary>
    public double CriterionBias { get; init; }

    /// <summary>Chance that a rating is missing, completely at random.</summary>
    public double MissingShare { get; init; }
}

/// <summary>What was planted, in logits; indices as in the table.</summary>
internal sealed record PlantedTruth(
    double[] Ability, double[] Severity, double[] Difficulty, double[,] Thresholds, double[] DriftPerPeriod, double[] HaloSd,
    double[] GroupBias, double[,] CriterionBias, int[] BlockOfCandidate, int[] BlockOfRater, int[] GroupOfCandidate);

internal sealed record Simulation(RatingTable Table, PlantedTruth Truth);
