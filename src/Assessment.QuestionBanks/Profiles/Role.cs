namespace Assessment.QuestionBanks;

/// <summary>What a role asks of one competency, at each level.</summary>
public sealed class RoleCompetency
{
    internal RoleCompetency(string competencyId, int weight, IReadOnlyList<int> bars, bool required)
    {
        CompetencyId = competencyId;
        Weight = weight;
        Bars = [.. bars];
        Required = required;
    }

    /// <summary>The competency's id.</summary>
    public string CompetencyId { get; }

    /// <summary>The weight in the composite, in [0, 1000]; the weights of a role sum to 100.</summary>
    public int Weight { get; }

    /// <summary>Four bars from junior to staff, each in [1, 5] and none below the one before.</summary>
    public IReadOnlyList<int> Bars { get; }

    /// <summary>Whether missing the bar is a gate.</summary>
    public bool Required { get; }

    /// <summary>The bar of a level, in [1, 5].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is none of the four.</exception>
    public int BarAt(RoleLevel level) =>
        level is >= RoleLevel.Junior and <= RoleLevel.Staff ? Bars[(int)level] : throw new ArgumentOutOfRangeException(nameof(level));
}

/// <summary>A job title, as weights and bars over competencies.</summary>
public sealed class Role
{
    internal Role(string id, string title, string rationale, IReadOnlyList<RoleCompetency> competencies)
    {
        Id = id;
        Title = title;
        Rationale = rationale;
        Competencies = [.. competencies];
    }

    /// <summary>Unique in its set, e.g. <c>ml_engineer</c>.</summary>
    public string Id { get; }

    /// <summary>The title, e.g. 'ML engineer'.</summary>
    public string Title { get; }

    /// <summary>Why these weights, and what separates the role from its closest.</summary>
    public string Rationale { get; }

    /// <summary>What it asks, ordered by the letter and then the number of the competency.</summary>
    public IReadOnlyList<RoleCompetency> Competencies { get; }
}
