namespace Assessment.QuestionBanks;

/// <summary>What an interviewer asks, and which criteria the answer gives evidence for.</summary>
public sealed class Question
{
    internal Question(
        string id,
        string prompt,
        IReadOnlyList<string> probes,
        int minutes,
        IReadOnlyList<RoleLevel> levels,
        IReadOnlyList<string> criterionIds,
        ClaimProbe? claim)
    {
        Id = id;
        Prompt = prompt;
        Probes = [.. probes];
        Minutes = minutes;
        Levels = [.. levels];
        CriterionIds = [.. criterionIds];
        Claim = claim;
    }

    /// <summary>Unique in its bank, e.g. <c>P1.q01</c>.</summary>
    public string Id { get; }

    /// <summary>The question, to be read aloud.</summary>
    public string Prompt { get; }

    /// <summary>Follow-up questions, at least two.</summary>
    public IReadOnlyList<string> Probes { get; }

    /// <summary>The time that question and answer are expected to take, in [1, 60].</summary>
    public int Minutes { get; }

    /// <summary>The levels it suits, at least one, from junior to staff.</summary>
    public IReadOnlyList<RoleLevel> Levels { get; }

    /// <summary>The criteria of the bank that it elicits evidence for, at least one, each once.</summary>
    public IReadOnlyList<string> CriterionIds { get; }

    /// <summary>What it probes of a claim to have built a model; null when it probes none.</summary>
    public ClaimProbe? Claim { get; }
}
