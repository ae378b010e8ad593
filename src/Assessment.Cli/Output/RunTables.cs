using Assessment.Cli.Commands;
using Assessment.V1;
using State = Assessment.V1.CalibrationRun.Types.State;

namespace Assessment.Cli.Output;

/// <summary>Calibration runs as people read them.</summary>
internal static class RunTables
{
    /// <summary>The state in words, and whether the run was asked to end.</summary>
    public static string StateOf(CalibrationRun run) =>
        EnumWords.Phrase(run.State) + (run is { CancelRequested: true, State: State.Queued or State.Running } ? ", asked to end" : "");

    public static void WriteList(IReadOnlyList<CalibrationRun> runs, Terminal terminal)
    {
        var table = Grid.Of("Run and report", "Created", "State", ">Seconds", "Restricted to…");
        foreach (var run in runs)
        {
            table.Add(
                Names.LastOf(run.Name),
                Figures.Time(run.CreatedAt),
                StateOf(run),
                run is { StartedAt: { } from, EndedAt: { } to } ? $"{(to - from).ToTimeSpan().TotalSeconds:0.0}" : Figures.Absent,
                run.Failure.Length > 0 ? run.Failure : FilterOf(run.Filter));
        }

        terminal.Write(table);
        terminal.WriteLine();
        terminal.WriteLine($"{runs.Count} run(s). Show a report: assess report show ID");
    }

    /// <summary>What became of a run that has ended, and what to do next.</summary>
    public static void WriteEnd(CalibrationRun run, Terminal terminal)
    {
        switch (run.State)
        {
            case State.Succeeded:
                terminal.WriteLine(run.Report);
                terminal.WriteLine($"Show it: assess report show {Names.LastOf(run.Report)}");
                break;
            case State.Failed:
                terminal.WriteProblem($"{run.Name} failed: {run.Failure}");
                break;
            default:
                terminal.WriteProblem($"{run.Name} was cancelled.");
                break;
        }
    }

    private static string FilterOf(CalibrationFilter filter) => string.Join(" ", new[]
    {
        filter.SubmittedFrom is { } from ? $"from {Figures.Time(from)}" : "",
        filter.SubmittedUntil is { } until ? $"until {Figures.Time(until)}" : "",
        filter.Role,
        filter.Level,
        string.Join(",", filter.Competencies),
    }.Where(part => part.Length > 0));
}
