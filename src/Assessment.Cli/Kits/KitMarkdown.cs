using System.Text;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Kits;

/// <summary>A kit to print, in Markdown: each question with its probes, and the anchors of its criteria beside it.</summary>
internal static class KitMarkdown
{
    private const string Special = "\\`*_{}[]<>#|~";

    public static string Of(InterviewKit kit)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {KitWords.Title(kit)}").AppendLine();
        text.AppendLine($"{KitWords.Coverage(kit)} Banks: {string.Join(", ", kit.QuestionBanks)}.").AppendLine();
        foreach (string gap in KitWords.Gaps(kit))
        {
            text.AppendLine($"- {Escaped(gap)}");
        }

        for (int i = 0; i < kit.Members.Count; i++)
        {
            var member = kit.Members[i];
            text.AppendLine().AppendLine($"## {Escaped(KitWords.Member(member, i))}: {member.Minutes} minutes").AppendLine();
            text.AppendLine($"Covers {string.Join(", ", member.Focus)}.");
            for (int q = 0; q < member.Questions.Count; q++)
            {
                Append(text, member.Questions[q], q + 1);
            }
        }

        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, KitQuestion item, int number)
    {
        var question = item.Question;
        text.AppendLine().AppendLine($"### {number}. {question.Id} · {question.Minutes} min").AppendLine();
        text.AppendLine($"> {Escaped(question.Prompt)}").AppendLine();
        foreach (string probe in question.Probes)
        {
            text.AppendLine($"- {Escaped(probe)}");
        }

        if (KitWords.Claim(question) is { } claim)
        {
            text.AppendLine().AppendLine($"*{Escaped(claim)}*");
        }

        text.AppendLine();
        text.AppendLine($"| Level | {string.Join(" | ", item.Criteria.Select(c => $"{c.Id} {Escaped(c.DisplayName)}"))} |");
        text.AppendLine($"| ---: |{string.Concat(item.Criteria.Select(_ => " --- |"))}");
        for (int level = 0; level < 5; level++)
        {
            text.AppendLine($"| {level + 1} | {string.Join(" | ", item.Criteria.Select(c => level < c.Anchors.Count ? Escaped(c.Anchors[level]) : ""))} |");
        }
    }

    /// <summary>Text on one line that means itself.</summary>
    private static string Escaped(string text) => string.Concat(Grid.OneLine(text).Select(c => Special.Contains(c) ? $"\\{c}" : $"{c}"));
}
