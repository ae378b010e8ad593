using Assessment.Cli.Commands;
using Assessment.V1;

namespace Assessment.Cli.Output;

/// <summary>Interviews as people read them.</summary>
internal static class InterviewTables
{
    public static void Write(Interview interview, Terminal terminal)
    {
        terminal.WriteLine($"{interview.Name}  {Figures.Name(interview.State)}");
        terminal.WriteLine($"Candidate {Grid.OneLine(interview.CandidateId)} for {Figures.Role(interview.RoleProfile)}, profiles {interview.RoleProfileVersion}");
        WriteOptional("Application", interview.ApplicationId, terminal);
        WriteOptional("Step", interview.Step, terminal);
        WriteOptional("Open roles", string.Join(", ", interview.OpenRoles.Select(Figures.Role)), terminal);
        terminal.WriteLine($"Banks {string.Join(", ", interview.QuestionBanks.Select(BankOf))}");
        terminal.WriteLine($"Created {Figures.Time(interview.CreatedAt)}{(interview.ClosedAt is null ? "" : $", closed {Figures.Time(interview.ClosedAt)}")}");
        terminal.WriteLine($"Etag {interview.Etag}");
        terminal.WriteLine();
        var table = Grid.Of("Interviewer", "Focus…");
        foreach (var member in interview.Panel)
        {
            table.Add(member.InterviewerId, member.Focus.Count == 0 ? "everything" : string.Join(", ", member.Focus));
        }

        terminal.Write(table);
    }

    public static void WriteList(IReadOnlyList<Interview> interviews, Terminal terminal)
    {
        var table = Grid.Of("Interview", "State", "Candidate", "Role", ">Panel", "Created");
        foreach (var interview in interviews)
        {
            table.Add(
                Names.LastOf(interview.Name),
                Figures.Name(interview.State),
                interview.CandidateId,
                Figures.Role(interview.RoleProfile),
                Figures.Number(interview.Panel.Count),
                Figures.Time(interview.CreatedAt));
        }

        terminal.Write(table);
        terminal.WriteLine();
        terminal.WriteLine($"{interviews.Count} interview(s).");
    }

    public static void WriteOutstanding(IReadOnlyList<OutstandingScorecard> outstanding, Terminal terminal)
    {
        var table = Grid.Of("Interview", "Candidate", "Interviewer", "Draft", "Since", "Focus…");
        foreach (var card in outstanding)
        {
            table.Add(
                Names.LastOf(card.Interview),
                card.CandidateId,
                card.InterviewerId,
                card.Draft.Length > 0 ? "begun" : Figures.Absent,
                Figures.Time(card.CreatedAt),
                card.Focus.Count == 0 ? "everything" : string.Join(", ", card.Focus));
        }

        terminal.Write(table);
        terminal.WriteLine();
        terminal.WriteLine($"{outstanding.Count} scorecard(s) outstanding.");
    }

    private static string BankOf(string name) => name.Split('/') is ["questionBanks", var id, "versions", var version] ? $"{id} {version}" : name;

    private static void WriteOptional(string label, string value, Terminal terminal)
    {
        if (value.Length > 0)
        {
            terminal.WriteLine($"{label} {Grid.OneLine(value)}");
        }
    }
}
