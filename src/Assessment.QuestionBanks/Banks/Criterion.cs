using Assessment.Scoring;

namespace Assessment.QuestionBanks;

/// <summary>One behaviorally anchored rating scale under a competency.</summary>
public sealed class Criterion
{
    internal Criterion(string id, string name, int weight, IReadOnlyList<string> anchors)
    {
        Id = id;
        Name = name;
        Weight = weight;
        Anchors = [.. anchors];
    }

    /// <summary>Unique in its bank, e.g. <c>P1.decision</c>.</summary>
    public string Id { get; }

    /// <summary>What it rates, in a few words.</summary>
    public string Name { get; }

    /// <summary>Relative weight inside its competency, in [1, 1000].</summary>
    public int Weight { get; }

    /// <summary>Five texts: what a candidate observably says or does at the levels 1 to 5, in that order.</summary>
    public IReadOnlyList<string> Anchors { get; }

    /// <summary>What a candidate observably says or does at a level.</summary>
    /// <param name="level">In [1, 5].</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside [1, 5].</exception>
    public string AnchorAt(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, Scale.LowestLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, Scale.HighestLevel);
        return Anchors[level - Scale.LowestLevel];
    }
}
