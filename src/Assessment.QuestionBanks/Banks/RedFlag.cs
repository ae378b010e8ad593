namespace Assessment.QuestionBanks;

/// <summary>An observable sign that caps the criteria it names while it stands on a scorecard.</summary>
public sealed class RedFlag
{
    internal RedFlag(string id, string sign, int cap, IReadOnlyList<string> criterionIds)
    {
        Id = id;
        Sign = sign;
        Cap = cap;
        CriterionIds = [.. criterionIds];
    }

    /// <summary>Unique in its bank, e.g. <c>P1.flag-model-first</c>.</summary>
    public string Id { get; }

    /// <summary>What is seen or heard.</summary>
    public string Sign { get; }

    /// <summary>The highest level that a capped criterion can be worth, in [1, 5].</summary>
    public int Cap { get; }

    /// <summary>The criteria of the bank that it caps, at least one, each once.</summary>
    public IReadOnlyList<string> CriterionIds { get; }
}
