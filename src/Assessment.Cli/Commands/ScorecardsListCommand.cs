using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess scorecards list</c></summary>
internal static class ScorecardsListCommand
{
    private static readonly Dictionary<string, Scorecard.Types.State> States = new(StringComparer.Ordinal)
    {
        ["draft"] = Scorecard.Types.State.Draft,
        ["submitted"] = Scorecard.Types.State.Submitted,
        ["amended"] = Scorecard.Types.State.Amended,
        ["withdrawn"] = Scorecard.Types.State.Withdrawn,
    };

    public static Command Create()
    {
        var interview = new Option<string>("--interview") { Description = "Only this interview's, by name or UUID.", HelpName = "NAME" };
        var interviewer = new Option<string>("--interviewer") { Description = "Only this interviewer's.", HelpName = "ID" };
        var candidate = new Option<string>("--candidate") { Description = "Only this candidate's.", HelpName = "ID" };
        var state = new Option<string>("--state") { Description = "Only those in this state." };
        state.AcceptOnlyFromAmong([.. States.Keys]);
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "list",
            "Lists scorecards by interview, oldest first.",
            "assess scorecards list",
            "assess scorecards list --interviewer ada --state submitted",
            "assess scorecards list --json | jq -r '.[].name'")
        {
            interview, interviewer, candidate, state, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new ListScorecardsRequest
                {
                    Parent = parsed.GetValue(interview) is { } name ? Names.Interview(name) : "interviews/-",
                    InterviewerId = parsed.GetValue(interviewer) ?? "",
                    CandidateId = parsed.GetValue(candidate) ?? "",
                    State = parsed.GetValue(state) is { } word ? States[word] : Scorecard.Types.State.Unspecified,
                    PageSize = 200,
                };
                var cards = await client.Scorecards.ListAllScorecardsAsync(request, cancellation).ToListAsync(cancellation);
                Write(cards, parsed.GetValue(json), Terminal.Of(parsed));
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static void Write(IReadOnlyList<Scorecard> cards, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(ProtoJson.Of(cards));
            return;
        }

        foreach (var interview in cards.GroupBy(card => Names.ParentOf(card.Name)))
        {
            terminal.WriteLine($"{interview.Key}  candidate {Grid.OneLine(interview.First().CandidateId)}");
            var table = Grid.Of("Scorecard", "Interviewer", "State", ">Rev", ">Composite");
            foreach (var card in interview)
            {
                table.Add(
                    Names.LastOf(card.Name),
                    card.InterviewerId,
                    Figures.Name(card.State),
                    Figures.Number(card.Revision),
                    Figures.Composite(card));
            }

            terminal.Write(table);
            terminal.WriteLine();
        }

        terminal.WriteLine($"{cards.Count} scorecard(s). Show one: assess scorecards show INTERVIEW/scorecards/SCORECARD");
    }
}
