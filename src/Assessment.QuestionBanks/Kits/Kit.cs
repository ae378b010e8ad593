namespace Assessment.QuestionBanks;

/// <summary>What a kit is planned from.</summary>
public sealed record KitBrief
{
    /// <summary>The banks to choose from; competencies of one rubric.</summary>
    public required IReadOnlyList<QuestionBank> Banks { get; init; }

    /// <summary>The role's weights; competencies of weight 0 are not asked for.</summary>
    public required Scoring.RoleProfile Profile { get; init; }

    /// <summary>Only questions that suit this level are chosen.</summary>
    public required RoleLevel Level { get; init; }

    /// <summary>The least profile weight of a critical competency, which wants two members.</summary>
    public required int CriticalWeight { get; init; }

    /// <summary>How many interviewers, from 1.</summary>
    public required int Members { get; init; }

    /// <summary>Minutes of questions for each of them, from 1.</summary>
    public required int Minutes { get; init; }

    /// <summary>Questions never to choose: the candidate had them.</summary>
    public IReadOnlySet<string> AskedBefore { get; init; } = new HashSet<string>();

    /// <summary>Questions to avoid: they were put lately. One is chosen only for a criterion that nothing else elicits.</summary>
    public IReadOnlySet<string> AskedLately { get; init; } = new HashSet<string>();

    /// <summary>How often each question was put before; absent means never. Between equal kits the fresher one wins.</summary>
    public IReadOnlyDictionary<string, int> Exposures { get; init; } = new Dictionary<string, int>();
}

/// <summary>Questions for a panel.</summary>
/// <param name="Members">Each member's questions, in the order to ask them.</param>
/// <param name="Value">
/// What was maximized: the sum over wanted looks of a criterion's share of its competency's weight times the profile's weight, in
/// units of 1/10000 of a profile weight. A criterion of a critical competency wants two members, any other one.
/// </param>
/// <param name="Coverage">Profile-weighted share of the role's criteria that some member elicits, in [0, 10000] hundredths of a per cent.</param>
/// <param name="UncoveredCriteria">Criteria with a weight that nobody elicits, in rubric order.</param>
/// <param name="CoveredOnce">Critical competencies of which some criterion has fewer than two members, in rubric order; empty for a panel of one.</param>
/// <param name="Optimal">Whether the value is proved to be the greatest; else it is the best one found by the search.</param>
public sealed record Kit(
    IReadOnlyList<IReadOnlyList<Question>> Members,
    long Value,
    int Coverage,
    IReadOnlyList<string> UncoveredCriteria,
    IReadOnlyList<string> CoveredOnce,
    bool Optimal);
