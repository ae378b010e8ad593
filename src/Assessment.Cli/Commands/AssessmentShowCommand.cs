using System.CommandLine;
using Assessment.Cli.Files;
using Assessment.Cli.Output;
using Assessment.Reports;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess assessment show</c></summary>
internal static class AssessmentShowCommand
{
    public static Command Create()
    {
        var interview = new Argument<string>("INTERVIEW") { Description = "'interviews/{uuid}', or the UUID." };
        var html = new Option<string>("--html") { Description = "Write the packet as one page of HTML to this file, instead of tables.", HelpName = "FILE" };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        const string Example = "interviews/0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11";
        var command = new ExampleCommand(
            "show",
            "Shows a candidate's combined result: band and verdict with their reasons, scores, and what each card gave.",
            $"assess assessment show {Example}",
            $"assess assessment show {Example} --html packet.html",
            $"assess assessment show {Example} --json | jq '.compositeHundredths'")
        {
            interview, html, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                string name = Names.Interview(parsed.GetRequiredValue(interview));
                var request = new GetCandidateAssessmentRequest { Name = $"{name}/candidateAssessment" };
                var assessment = await client.CandidateAssessments.GetCandidateAssessmentAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(html) is { } page)
                {
                    OutputFile.Write(page, output => AssessmentPage.Write(assessment, output));
                    terminal.WriteProgress($"{assessment.Name} written to {page}");
                }

                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(assessment));
                }
                else if (parsed.GetValue(html) is null)
                {
                    Write(assessment, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static void Write(CandidateAssessment assessment, Terminal terminal)
    {
        terminal.WriteLine($"{Names.ParentOf(assessment.Name)}  candidate {Grid.OneLine(assessment.CandidateId)}");
        terminal.WriteLine($"For {Figures.Role(assessment.RoleProfile)}, profiles {assessment.RoleProfileVersion}");
        string reasons = string.Join(", ", assessment.Reasons.Select(Figures.Name));
        terminal.WriteLine($"Band {Figures.Name(assessment.Band)}{(reasons.Length > 0 ? $" ({reasons})" : "")}");
        terminal.WriteLine($"{assessment.Scorecards.Count} scorecard(s) combined");
        if (assessment.OutstandingInterviewerIds.Count > 0)
        {
            terminal.WriteLine($"Still waiting for {Grid.OneLine(string.Join(", ", assessment.OutstandingInterviewerIds))}");
        }

        terminal.WriteLine();
        VerdictTables.Write(assessment, terminal);
        LayerTables.Write(assessment, terminal);
        ScoreTables.WriteTotals(
            Figures.Points(assessment.HasCompositeHundredths, assessment.CompositeHundredths),
            Figures.Points(assessment.HasEqualWeightsHundredths, assessment.EqualWeightsHundredths),
            assessment.CoverageHundredths,
            terminal);
        ScoreTables.WriteTracks(assessment.Tracks, terminal);
        ScoreTables.WriteCompetencies(assessment.Competencies, terminal);
        WriteCriteria(assessment, terminal);
        ScoreTables.WriteExplanation(assessment.Explanation, terminal);
    }

    private static void WriteCriteria(CandidateAssessment assessment, Terminal terminal)
    {
        var table = Grid.Of("Criterion", ">Combined", "Levels as rated…");
        foreach (var criterion in assessment.Criteria)
        {
            var cards = criterion.Cards.OrderBy(c => c.InterviewerId, StringComparer.Ordinal).Select(Level);
            table.Add(criterion.Criterion, Figures.Points(criterion.Hundredths), string.Join(", ", cards));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    private static string Level(CardValue card)
    {
        string capped = card.CappedBy.Count > 0 ? $" capped to {Figures.Level(card.CappedHundredths)}" : "";
        return $"{card.InterviewerId} {Figures.Level(card.RawHundredths)}{capped}";
    }
}
