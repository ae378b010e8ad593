namespace Assessment.Scoring;

/// <summary>How ratings of one criterion on several scorecards become one value.</summary>
public enum CombinationRule
{
    /// <summary>The mean of the capped values.</summary>
    Mean = 0,

    /// <summary>The median; the mean of the middle two when their number is even.</summary>
    Median = 1,

    /// <summary>The mean after dropping one lowest and one highest when there are five or more, else the mean.</summary>
    TrimmedMean = 2,
}

/// <summary>What a role and level asks of one competency.</summary>
/// <param name="CompetencyId">The competency's id.</param>
/// <param name="Weight">Weight in the composite, in [0, 1000]; 0 shows the competency and leaves it out of everything else.</param>
/// <param name="Bar">The level that the role asks for, in [1, 5].</param>
/// <param name="Required">Whether missing the bar is a gate, and leaving it unobserved is insufficient evidence.</param>
public sealed record ProfileCompetency(string CompetencyId, int Weight, int Bar, bool Required);

/// <summary>Weights and bars per competency, cut scores and rules, for one role and level.</summary>
public sealed record RoleProfile
{
    /// <summary>Checks and keeps a profile.</summary>
    /// <param name="role">The role's id, e.g. <c>ml_engineer</c>.</param>
    /// <param name="level">The level's id, e.g. <c>senior</c>.</param>
    /// <param name="competencies">1 to 64, each id once, at least one with a weight above 0.</param>
    /// <param name="cutScores">Five ascending cut scores in [1, 10000]: the lowest composites of no, lean no, lean yes, yes, strong yes.</param>
    /// <param name="minimumCoverage">The least coverage for a band, in [0, 10000] hundredths of a per cent.</param>
    /// <param name="combination">How several ratings of a criterion are combined.</param>
    /// <exception cref="ArgumentException">A value is out of its range, an id repeats, or every weight is 0.</exception>
    public RoleProfile(
        string role,
        string level,
        IReadOnlyList<ProfileCompetency> competencies,
        IReadOnlyList<int> cutScores,
        int minimumCoverage,
        CombinationRule combination)
    {
        Require(competencies.Count is >= 1 and <= RubricLimits.Competencies, "A profile has 1 to 64 competencies.");
        Require(competencies.Select(c => c.CompetencyId).Distinct(StringComparer.Ordinal).Count() == competencies.Count, "A competency repeats.");
        Require(competencies.All(c => c.Weight is >= 0 and <= RubricLimits.Weight), "A profile weight is outside [0, 1000].");
        Require(competencies.All(c => c.Bar is >= Scale.LowestLevel and <= Scale.HighestLevel), "A bar is outside [1, 5].");
        Require(competencies.Any(c => c.Weight > 0), "At least one competency needs a weight above 0.");
        Require(competencies.All(c => !c.Required || c.Weight > 0), "A required competency needs a weight above 0.");
        Require(cutScores.Count == 5 && cutScores.Zip(cutScores.Skip(1)).All(x => x.First < x.Second), "Five ascending cut scores are needed.");
        Require(cutScores.All(c => c is >= 1 and <= Scale.Full), "A cut score is outside [1, 10000].");
        Require(minimumCoverage is >= 0 and <= Scale.Full, "The minimum coverage is outside [0, 10000].");
        Require(Enum.IsDefined(combination), "The combination rule is unknown.");
        Role = role;
        Level = level;
        Competencies = [.. competencies]; // copies: what was checked stays so
        CutScores = [.. cutScores];
        MinimumCoverage = minimumCoverage;
        Combination = combination;
    }

    /// <summary>The role's id.</summary>
    public string Role { get; }

    /// <summary>The level's id.</summary>
    public string Level { get; }

    /// <summary>Weights and bars, in the profile's order.</summary>
    public IReadOnlyList<ProfileCompetency> Competencies { get; }

    /// <summary>The lowest composites of no, lean no, lean yes, yes and strong yes, ascending, in [1, 10000].</summary>
    public IReadOnlyList<int> CutScores { get; }

    /// <summary>The least coverage for a band, in [0, 10000] hundredths of a per cent.</summary>
    public int MinimumCoverage { get; }

    /// <summary>How several ratings of one criterion are combined.</summary>
    public CombinationRule Combination { get; }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
