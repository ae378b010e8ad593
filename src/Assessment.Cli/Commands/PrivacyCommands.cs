using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary><c>assess privacy access</c> and <c>erase</c></summary>
internal static class PrivacyCommands
{
    public static Command CreateAccess()
    {
        var candidate = Candidate();
        var server = CommonOptions.Server();
        var command = new ExampleCommand(
            "access",
            "Prints everything that is kept of a candidate, as JSON, with other people's ids replaced. The audit chain notes it.",
            "assess privacy access c-1041 > c-1041.json")
        {
            candidate, server,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                var request = new CreateAccessPacketRequest { CandidateId = parsed.GetRequiredValue(candidate) };
                Terminal.Of(parsed).WriteJson(ProtoJson.Of(await client.Privacy.CreateAccessPacketAsync(request, cancellationToken: cancellation)));
                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    public static Command CreateErase()
    {
        var candidate = Candidate();
        var confirmed = new Option<bool>("--yes") { Description = "Erase. Without it nothing is done: what is erased can't be brought back." };
        var server = CommonOptions.Server();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "erase",
            "Erases a candidate: who they are, every word about them, and drafts. Their ratings stay under a pseudonym, for calibration.",
            "assess privacy erase c-1041 --yes")
        {
            candidate, confirmed, server, json,
        };
        command.SetAction((parsed, cancellation) => ServerCall.RunAsync(
            parsed,
            server,
            async client =>
            {
                if (!parsed.GetValue(confirmed))
                {
                    throw new CommandException(ExitCodes.WrongUsage, "what is erased can't be brought back. Say --yes to erase; nothing was done.");
                }

                var request = new EraseCandidateRequest { CandidateId = parsed.GetRequiredValue(candidate) };
                var erased = await client.Privacy.EraseCandidateAsync(request, cancellationToken: cancellation);
                var terminal = Terminal.Of(parsed);
                if (parsed.GetValue(json))
                {
                    terminal.WriteJson(ProtoJson.Of(erased));
                }
                else
                {
                    terminal.WriteLine($"Erased. {erased.Interviews} interviews now belong to {erased.Pseudonym}.");
                    terminal.WriteLine(
                        $"{erased.Scorecards} scorecards keep their ratings without evidence; {erased.Drafts} drafts and {erased.StoredAnswers} stored answers are deleted.");
                    terminal.WriteLine("Earlier backups still hold the candidate: delete them, or erase again after restoring one.");
                }

                return ExitCodes.Done;
            },
            cancellation));
        return command;
    }

    private static Argument<string> Candidate() => new("CANDIDATE") { Description = "The candidate's opaque id." };
}
