namespace Assessment.QuestionBanks;

/// <summary>What is assessed: criteria under one name, with the questions and red flags that belong to it.</summary>
public sealed class Competency
{
    internal Competency(
        string id,
        string name,
        string description,
        int weight,
        string rationale,
        IReadOnlyList<Criterion> criteria,
        IReadOnlyList<Question> questions,
        IReadOnlyList<RedFlag> redFlags)
    {
        Id = id;
        Name = name;
        Description = description;
        Weight = weight;
        Rationale = rationale;
        Criteria = [.. criteria];
        Questions = [.. questions];
        RedFlags = [.. redFlags];
    }

    /// <summary>Unique over all banks, e.g. <c>P1</c>.</summary>
    public string Id { get; }

    /// <summary>Its name, e.g. 'Problem framing'.</summary>
    public string Name { get; }

    /// <summary>What it is, in one or two sentences.</summary>
    public string Description { get; }

    /// <summary>Relative weight inside its track, in [1, 1000].</summary>
    public int Weight { get; }

    /// <summary>Why it has this weight.</summary>
    public string Rationale { get; }

    /// <summary>Its criteria in bank order, 1 to 64 of them.</summary>
    public IReadOnlyList<Criterion> Criteria { get; }

    /// <summary>Its questions in bank order; there may be none where other competencies' questions elicit its criteria.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>Its red flags in bank order; there may be none.</summary>
    public IReadOnlyList<RedFlag> RedFlags { get; }
}
