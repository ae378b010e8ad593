using System.CommandLine;
using System.Globalization;
using Assessment.Cli.Commands;

namespace Assessment.Cli;

/// <summary>The table of contents of <c>assess</c>.</summary>
internal static class Program
{
    public static RootCommand Commands() => new("Scores structured interviews: serves, submits, and shows what a committee reads.")
    {
        ServeCommand.Create(),
        DemoCommand.Create(),
        new CommandGroup("bank", "Question banks and role profiles.")
        {
            BankValidateCommand.Create(), BankCommands.CreateShow(), BankCommands.CreateDiff(), BankCommands.CreatePublish(),
        },
        KitCommand.Create(),
        new CommandGroup("interviews", "Interviews on a server.")
        {
            InterviewWriteCommands.CreateCreate(), InterviewReadCommands.CreateList(), InterviewReadCommands.CreateShow(),
            InterviewWriteCommands.CreateAssign(), InterviewReadCommands.CreateOutstanding(), InterviewWriteCommands.CreateClose(),
            InterviewReadCommands.CreateWatch(),
        },
        ScoreCommand.Create(),
        CalibrateCommand.Create(),
        SubmitCommand.Create(),
        new CommandGroup("outbox", "Scorecards that wait for the server.") { OutboxCommands.CreateStatus(), OutboxCommands.CreateFlush() },
        new CommandGroup("scorecards", "Scorecards on a server.")
        {
            ScorecardsListCommand.Create(), ScorecardsShowCommand.Create(), ScorecardEditCommands.CreateDraft(),
            ScorecardEditCommands.CreateSubmit(), ScorecardEditCommands.CreateAmend(), ScorecardEditCommands.CreateWithdraw(),
        },
        new CommandGroup("assessment", "Candidates' combined results on a server.") { AssessmentShowCommand.Create() },
        new CommandGroup("candidates", "Candidates for one role, beside one another.") { CandidateCommands.CreateRank(), CandidateCommands.CreateCompare() },
        new CommandGroup("decisions", "What people decided, beside what the rules advised.") { DecisionCommands.CreateRecord(), DecisionCommands.CreateList() },
        new CommandGroup("claims", "What candidates say they built.") { ClaimCommands.CreateRecord(), ClaimCommands.CreateList() },
        new CommandGroup("report", "Calibration of stored scorecards: who is severe, how far ratings agree, what an average panel would have said.")
        {
            ReportRunCommands.CreateRun(), ReportRunCommands.CreateWatch(), ReportRunCommands.CreateList(), ReportRunCommands.CreateCancel(),
            ReportReadCommands.CreateShow(), ReportReadCommands.CreateReplay(), ReportPeopleCommands.CreateInterviewer(),
            ReportPeopleCommands.CreateImpact(), ReportPeopleCommands.CreateLabels(),
        },
        new CommandGroup("privacy", "What a candidate may ask for.") { PrivacyCommands.CreateAccess(), PrivacyCommands.CreateErase() },
        new CommandGroup("audit", "Whether anything was changed behind the server's back.") { AuditCommands.CreateVerify(), AuditCommands.CreateHeads() },
        new CommandGroup("db", "The database itself.")
        {
            DatabaseCommands.CreateStatus(), DatabaseCommands.CreateMigrate(), DatabaseCommands.CreateBackup(), DatabaseCommands.CreateCopy(),
            DatabaseCommands.CreateVacuum(),
        },
        ConfigCommand.Create(),
        TokenCommand.Create(),
        CompletionCommand.Create(),
    };

    public static async Task<int> Main(string[] args)
    {
        // Numbers and orders are the same everywhere; the runtime's own way to that, without ICU, SQL Server's driver refuses.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        using var interruption = new Interruption();
        return await CommandLine.RunAsync(args, Console.Out, Console.Error, interruption.Token);
    }
}
