using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Banks;

/// <summary>A bank as people read it.</summary>
internal static class BankText
{
    public static void Write(QuestionBank bank, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(ProtoJson.Of(bank));
            return;
        }

        terminal.WriteLine($"{bank.BankId} {bank.Version}: {Grid.OneLine(bank.Title)} ({Figures.Name(bank.Track)})");
        terminal.WriteLine($"SHA-256 {bank.Sha256}");
        terminal.WriteLine(Grid.OneLine(bank.Summary));
        foreach (var competency in bank.Competencies)
        {
            Write(competency, terminal);
        }
    }

    private static void Write(Competency competency, Terminal terminal)
    {
        terminal.WriteLine();
        terminal.WriteLine($"{competency.Id} {Grid.OneLine(competency.DisplayName)}, weight {competency.Weight}");
        terminal.WriteLine($"  {Grid.OneLine(competency.Description)}");
        foreach (var criterion in competency.Criteria)
        {
            terminal.WriteLine();
            terminal.WriteLine($"  {criterion.Id} {Grid.OneLine(criterion.DisplayName)}, weight {criterion.Weight}");
            for (int level = 0; level < criterion.Anchors.Count; level++)
            {
                terminal.WriteLine($"    {level + 1}  {Grid.OneLine(criterion.Anchors[level])}");
            }
        }

        foreach (var question in competency.Questions)
        {
            terminal.WriteLine();
            terminal.WriteLine($"  {question.Id} {question.Minutes} min, {string.Join("/", question.Levels.Select(Figures.Name))}: {Grid.OneLine(question.Prompt)}");
            foreach (string probe in question.Probes)
            {
                terminal.WriteLine($"    - {Grid.OneLine(probe)}");
            }
        }

        if (competency.RedFlags.Count > 0)
        {
            terminal.WriteLine();
        }

        foreach (var flag in competency.RedFlags)
        {
            terminal.WriteLine($"  {flag.Id} caps {string.Join(", ", flag.Criteria)} at {flag.CapLevel}: {Grid.OneLine(flag.Sign)}");
        }
    }
}
