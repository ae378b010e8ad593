using Assessment.V1;

namespace Assessment.Cli.Output;

/// <summary>A verdict and what stands behind it.</summary>
internal static class VerdictTables
{
    private static readonly string[] Verdicts = ["", "not given", "decline", "redirect", "hire and train", "hire"];

    private static readonly string[] Flags =
        ["", "the evidence is sufficient", "a bar is straddled", "coverage is missing"];

    private static readonly string[] Lights = [Figures.Absent, "green", "amber", "red"];

    private static readonly string[] Times = ["", "weeks", "a quarter", "slow"];

    private static readonly string[] ShapeReasons =
        ["", "too few competencies were observed", "the profile is flat", "two roles look alike"];

    /// <summary>A verdict in words.</summary>
    public static string Name(Verdict verdict) => Verdicts[(int)verdict];

    /// <summary>Whether the evidence bears a verdict, in a word or two.</summary>
    public static string Name(EvidenceFlag flag) => flag switch
    {
        EvidenceFlag.Sufficient => "sufficient",
        EvidenceFlag.StraddlesBar => "straddles a bar",
        EvidenceFlag.CoverageMissing => "coverage missing",
        _ => Figures.Absent,
    };

    /// <summary>The verdict on two lines, then gaps, training, roles, and what would change it.</summary>
    public static void Write(CandidateAssessment assessment, Terminal terminal)
    {
        terminal.WriteLine($"Verdict {Name(assessment.Verdict)}: advice, a person decides");
        string ask = assessment.AskAbout.Count > 0 ? $"; ask about {string.Join(", ", assessment.AskAbout)}" : "";
        terminal.WriteLine($"Evidence: {Flags[(int)assessment.EvidenceFlag]}{ask}");
        if (assessment.Redirections.Count > 0)
        {
            terminal.WriteLine($"Other open roles that fit: {string.Join(", ", assessment.Redirections.Select(Figures.Role))}");
        }

        terminal.WriteLine();
        WriteStandings(assessment.Standings, terminal);
        WriteTraining(assessment.TrainingPlan, terminal);
        WriteRoles(assessment, terminal);
        WriteRobustness(assessment.Robustness, terminal);
    }

    private static void WriteStandings(IEnumerable<CompetencyStanding> standings, Terminal terminal)
    {
        var table = Grid.Of("Competency", "Critical", ">Bar", ">Gap in levels", ">Cards", ">Lowest", ">Highest", "Agreement", ">Std. error");
        foreach (var standing in standings)
        {
            table.Add(
                standing.Competency,
                standing.Critical ? "critical" : "",
                Figures.Points(standing.BarHundredths),
                Figures.Points(standing.HasGapHundredths, standing.GapHundredths),
                Figures.Number(standing.Cards),
                Figures.Points(standing.HasLowestHundredths, standing.LowestHundredths),
                Figures.Points(standing.HasHighestHundredths, standing.HighestHundredths),
                Lights[(int)standing.Disagreement],
                Figures.Points(standing.HasStandardErrorHundredths, (int)Math.Round(standing.StandardErrorHundredths)));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    private static void WriteTraining(IReadOnlyCollection<TrainingStep> plan, Terminal terminal)
    {
        if (plan.Count == 0)
        {
            return;
        }

        var table = Grid.Of("To be learned", ">Gap in levels", "A level takes", ">Weeks");
        foreach (var step in plan)
        {
            table.Add(step.Competency, Figures.Points(step.GapHundredths), Times[(int)step.LearningTime], Figures.Number(step.Weeks));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    private static void WriteRoles(CandidateAssessment assessment, Terminal terminal)
    {
        var table = Grid.Of("As", ">Levels over bars", ">Shape", "");
        foreach (var role in assessment.Roles)
        {
            table.Add(
                Figures.Role(role.RoleProfile),
                Figures.Points(role.HasLevelHundredths, role.LevelHundredths),
                role.HasShapeCorrelation ? Figures.Points((int)Math.Round(role.ShapeCorrelation * 100)) : Figures.Absent,
                role.Shape ? "looks like this" : "");
        }

        terminal.Write(table);
        if (assessment.ShapeReason != ShapeReason.Unspecified)
        {
            terminal.WriteLine($"No distinct profile: {ShapeReasons[(int)assessment.ShapeReason]}.");
        }

        terminal.WriteLine();
    }

    private static void WriteRobustness(IReadOnlyCollection<RobustnessCheck> checks, Terminal terminal)
    {
        var changed = checks.Where(check => check.Changed).ToArray();
        terminal.WriteLine($"The verdict holds in {checks.Count - changed.Length} of {checks.Count} checks with one thing changed.");
        foreach (var check in changed)
        {
            terminal.WriteLine($"  {What(check)}: {Name(check.Verdict)}");
        }

        terminal.WriteLine();
    }

    private static string What(RobustnessCheck check) => check.Change switch
    {
        RobustnessCheck.Types.Change.EqualWeights => "with equal weights",
        RobustnessCheck.Types.Change.WithoutInterviewer => $"without {Grid.OneLine(check.Subject)}",
        RobustnessCheck.Types.Change.WithoutCompetency => $"without {check.Subject}",
        _ => "adjusted for severity",
    };
}
