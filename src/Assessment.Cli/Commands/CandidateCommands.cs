using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess candidates rank</c> and <c>compare</c></summary>
internal static class CandidateCommands
{
    private const string Example = "0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f11 0199d2c1-6c1e-7b60-a1d4-0d4c5a3e9f12";

    public static Command CreateRank()
    {
        var interviews = Interviews();
        var fair = new Option<bool>("--fair") { Description = "Order by the fair composite: as an average panel would have rated." };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "rank",
            "Orders candidates for one role by their composite, and says how sure the order is.",
            $"assess candidates rank {Example}",
            $"assess candidates rank {Example} --fair --json | jq .orderProbability")
        {
            interviews, fair, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                bool byFair = parsed.GetValue(fair);
                var request = new RankCandidatesRequest
                {
                    Interviews = { parsed.GetRequiredValue(interviews).Select(Names.Interview) },
                    Basis = byFair ? RankCandidatesRequest.Types.Basis.Fair : RankCandidatesRequest.Types.Basis.Observed,
                };
                var ranking = await client.CandidateAssessments.RankCandidatesAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(ranking));
                }
                else
                {
                    CandidateTables.WriteRanking(ranking, byFair, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateCompare()
    {
        var interviews = Interviews();
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "compare",
            "Shows candidates side by side: scores with their errors, verdicts, evidence, gaps, levels and shapes. At most 20.",
            $"assess candidates compare {Example}",
            $"assess candidates compare {Example} --json | jq '.[].verdict'")
        {
            interviews, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new BatchGetCandidateAssessmentsRequest
                {
                    Names = { parsed.GetRequiredValue(interviews).Select(typed => $"{Names.Interview(typed)}/candidateAssessment") },
                };
                var found = await client.CandidateAssessments.BatchGetCandidateAssessmentsAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(found.CandidateAssessments));
                }
                else
                {
                    CandidateTables.WriteSideBySide(found.CandidateAssessments, terminal);
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static Argument<string[]> Interviews() => new("INTERVIEW")
    {
        Description = "'interviews/{uuid}', or the UUID; two or more.",
        Arity = new ArgumentArity(2, 200),
    };
}
