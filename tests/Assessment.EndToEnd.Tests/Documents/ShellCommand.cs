using System.Text.RegularExpressions;

namespace Assessment.EndToEnd.Tests.Documents;

/// <summary>A command in a fenced block of kind <c>sh</c>, with its continuation lines and here-document.</summary>
internal sealed partial record ShellCommand(string File, int Line, string Text)
{
    private const string Fence = "```";

    /// <summary>Every command of a Markdown text. Comments and empty lines are none.</summary>
    public static List<ShellCommand> Of(string file, IReadOnlyList<string> lines)
    {
        var commands = new List<ShellCommand>();
        bool inside = false;
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Trim();
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                inside = !inside && line[Fence.Length..] is "sh" or "bash" or "shell" or "console";
                continue;
            }

            if (!inside || line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            int end = EndOf(lines, i);
            commands.Add(new ShellCommand(file, i + 1, string.Join('\n', lines.Skip(i).Take(end - i + 1)).Trim()));
            i = end;
        }

        return commands;
    }

    private static int EndOf(IReadOnlyList<string> lines, int start)
    {
        int i = start;
        while (i + 1 < lines.Count && lines[i].EndsWith('\\'))
        {
            i++;
        }

        var document = HereDocument().Match(lines[i]);
        while (document.Success && i + 1 < lines.Count)
        {
            i++;
            if (lines[i].Trim() == document.Groups["end"].Value)
            {
                break;
            }
        }

        return i;
    }

    [GeneratedRegex(@"<<-?\s*'?(?<end>\w+)'?")]
    private static partial Regex HereDocument();
}
