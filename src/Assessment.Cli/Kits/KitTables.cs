using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Kits;

/// <summary>A kit's overview: who asks what.</summary>
internal static class KitTables
{
    public static void Write(InterviewKit kit, Terminal terminal)
    {
        terminal.WriteLine(KitWords.Title(kit));
        terminal.WriteLine(KitWords.Coverage(kit));
        for (int i = 0; i < kit.Members.Count; i++)
        {
            var member = kit.Members[i];
            terminal.WriteLine();
            terminal.WriteLine($"{KitWords.Member(member, i)}: {member.Minutes} min, covers {string.Join(", ", member.Focus)}");
            var table = Grid.Of("Question", ">Min", "Criteria…", ">Asked", "Prompt…");
            foreach (var item in member.Questions)
            {
                table.Add(
                    item.Question.Id, Figures.Number(item.Question.Minutes), string.Join(", ", item.Criteria.Select(c => c.Id)),
                    Figures.Number(item.Exposures), item.Question.Prompt);
            }

            terminal.Write(table);
        }

        terminal.WriteLine();
        foreach (string gap in KitWords.Gaps(kit))
        {
            terminal.WriteLine(gap);
        }
    }
}
