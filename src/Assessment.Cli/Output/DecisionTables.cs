using Assessment.V1;

namespace Assessment.Cli.Output;

/// <summary>Decisions as people read them.</summary>
internal static class DecisionTables
{
    /// <summary>One decision: what, by whom, why, and beside which advice.</summary>
    public static void Write(Decision decision, Terminal terminal)
    {
        string role = decision.RedirectedTo.Length > 0 ? $" to {Figures.Role(decision.RedirectedTo)}" : "";
        string at = decision.DecidedAt is { } time ? $" at {Figures.Time(time)}" : "";
        terminal.WriteLine($"Decided: {EnumWords.Phrase(decision.Outcome)}{role}, by {Grid.OneLine(decision.DecidedBy)}{at}");
        terminal.WriteLine(
            $"  The verdict then: {VerdictTables.Name(decision.Verdict)}, evidence {VerdictTables.Name(decision.EvidenceFlag)}"
            + (decision.Diverges ? "; the decision DEPARTS from it" : ""));
        string reason = decision.Reason.Length > 0 ? $": {Grid.OneLine(decision.Reason)}" : "";
        terminal.WriteLine($"  Why: {EnumWords.Phrase(decision.ReasonCode)}{reason}");
    }
}
