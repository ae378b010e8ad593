using Assessment.V1;

namespace Assessment.Cli.Output;

/// <summary>What stands beside a candidate's result: the fair score, the debrief, the decision.</summary>
internal static class LayerTables
{
    /// <summary>Each layer that there is; none of them is the score.</summary>
    public static void Write(CandidateAssessment assessment, Terminal terminal)
    {
        if (assessment.Fair is { } fair)
        {
            WriteFair(fair, terminal);
        }

        if (assessment.Debrief is { } debrief)
        {
            WriteDebrief(debrief, terminal);
        }

        if (assessment.Decision is { } decision)
        {
            DecisionTables.Write(decision, terminal);
            terminal.WriteLine();
        }
    }

    /// <summary>The fair composite with its standard error; a dash where there is none.</summary>
    public static string Composite(FairResult? fair) => fair is null
        ? Figures.Absent
        : Figures.WithError(fair.HasCompositeHundredths, fair.CompositeHundredths, fair.HasStandardErrorHundredths, fair.StandardErrorHundredths);

    private static void WriteFair(FairResult fair, Terminal terminal)
    {
        terminal.WriteLine($"As an average panel would have rated, by {fair.CalibrationReport}; a report layer, not the score:");
        if (fair.Disconnected)
        {
            terminal.WriteLine("  nothing is moved: these interviewers' severities can't be compared with one another.");
            terminal.WriteLine();
            return;
        }

        terminal.WriteLine($"Fair composite {Composite(fair)}, band {Figures.Name(fair.Band)}, verdict {VerdictTables.Name(fair.Verdict)}");
        var table = Grid.Of("Interviewer", ">Severity in points", ">Std. error");
        foreach (var one in fair.Interviewers)
        {
            table.Add(
                one.InterviewerId,
                one.HasSeverityHundredths ? Figures.SignedPoints(one.SeverityHundredths) : Figures.Absent,
                Figures.Points(one.HasStandardErrorHundredths, (int)Math.Round(one.StandardErrorHundredths)));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    private static void WriteDebrief(DebriefResult debrief, Terminal terminal)
    {
        string shift = debrief.HasShiftHundredths ? $", {Figures.SignedPoints(debrief.ShiftHundredths)} from the first layer" : "";
        terminal.WriteLine(
            $"After the debrief: composite {Figures.Points(debrief.HasCompositeHundredths, debrief.CompositeHundredths)}{shift}, "
            + $"band {Figures.Name(debrief.Band)}, verdict {VerdictTables.Name(debrief.Verdict)}; the verdict above rests on the first layer");
        if (debrief.Shifts.Count > 0)
        {
            var table = Grid.Of("Moved in the debrief", ">First", ">Debrief");
            foreach (var moved in debrief.Shifts)
            {
                table.Add(
                    moved.Competency,
                    Figures.Points(moved.HasFirstHundredths, moved.FirstHundredths),
                    Figures.Points(moved.HasDebriefHundredths, moved.DebriefHundredths));
            }

            terminal.Write(table);
        }

        terminal.WriteLine();
    }
}
