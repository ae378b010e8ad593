using Assessment.LoadScenarios.Scoring;
using Assessment.LoadScenarios.Submitting;

namespace Assessment.LoadScenarios;

/// <summary>A scenario by its name.</summary>
/// <param name="Name">What command lines and reports call it.</param>
/// <param name="Description">What one call does.</param>
/// <param name="UsualRate">Calls a second of a large company's busy hour; a small machine bears it.</param>
/// <param name="Create">Makes it for a server; nothing is sent yet.</param>
public sealed record ScenarioEntry(string Name, string Description, double UsualRate, Func<ServerConnection, IScenario> Create);

/// <summary>Every scenario.</summary>
public static class ScenarioCatalog
{
    /// <summary>Sets of ratings in a call of <c>score-batch</c>, unless it is told otherwise.</summary>
    public const int BatchSets = 100;

    /// <summary>All of them, the cheapest first.</summary>
    public static IReadOnlyList<ScenarioEntry> All { get; } =
    [
        new("score", "scores a card of twelve ratings", 100, connection => new ScoreUnary(connection)),
        new("score-stream", "scores a card as a message of an open stream", 100, connection => new ScoreStream(connection)),
        ScoreBatchOf(BatchSets),
        new("submit", "submits a card", 100, connection => new SubmitUnary(connection)),
        new("submit-stream", "submits a card as a message of an open stream", 100, connection => new SubmitStream(connection)),
        new("day", "creates an interview, submits three cards, reads the assessment, lists the cards: six RPCs", 10, connection => new HiringDay(connection)),
        new("report", "submits a card while calibration reports are made", 50, connection => new ReportWhileSubmitting(connection)),
    ];

    /// <summary>The scenario with that name, or null.</summary>
    public static ScenarioEntry? FindByName(string name) => All.FirstOrDefault(entry => entry.Name == name);

    /// <summary><c>score-batch</c> with another number of sets, 1 to 1,000.</summary>
    public static ScenarioEntry ScoreBatchOf(int sets) =>
        new("score-batch", FormattableString.Invariant($"scores {sets} cards in one request"), 10, connection => new ScoreBatch(connection, sets));
}
