using System.CommandLine;
using Assessment.Cli.Hosting;
using Assessment.Cli.Settings;
using Assessment.Client;
using Grpc.Core;

namespace Assessment.Cli.Commands;

/// <summary>Calls to a server, with what goes wrong in them told to the user.</summary>
internal static class ServerCall
{
    /// <summary>Runs calls on a connection of their own.</summary>
    /// <exception cref="CommandException">The server is unreachable, or refuses.</exception>
    public static async Task<int> RunAsync(
        ParseResult parsed, Option<Uri> server, Func<AssessmentClient, Task<int>> calls, CancellationToken cancellation)
    {
        var address = parsed.GetRequiredValue(server);
        using var client = Connect(address);
        try
        {
            return await calls(client);
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            throw Failure(exception.ToAssessmentError(), address);
        }
    }

    /// <summary>A client that sends the configured token, or to this machine one that it signs by the development key.</summary>
    /// <exception cref="CommandException">A token is configured, and it would go over a network without TLS.</exception>
    private static AssessmentClient Connect(Uri address)
    {
        try
        {
            return AssessmentClient.Connect(address, new AssessmentClientOptions { Token = CallerToken.For(address) });
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(ExitCodes.WrongUsage, exception.Message);
        }
    }

    /// <summary>Whether no further call makes sense for now.</summary>
    public static bool IsUnreachable(AssessmentError error) => error.Code is StatusCode.Unavailable or StatusCode.DeadlineExceeded;

    /// <summary>What a user is told of a failure that ends the command.</summary>
    public static CommandException Failure(AssessmentError error, Uri address) => error.Code switch
    {
        StatusCode.DeadlineExceeded => new(ExitCodes.Unreachable, $"the server at {LocalServer.Shown(address)} did not answer in time."),
        StatusCode.Unavailable => new(ExitCodes.Unreachable, $"the server at {LocalServer.Shown(address)} can't be reached. {error.Message}"),
        StatusCode.Unauthenticated => new(
            ExitCodes.Refused, $"{Refusal(error)} Set {CliSettings.VariableOf(CliSettings.Token)} to a token; 'assess token' makes one for a server in Development."),
        StatusCode.Internal or StatusCode.Unknown or StatusCode.Unimplemented => new(ExitCodes.Defect, Refusal(error)),
        _ => new(ExitCodes.Refused, Refusal(error), Violations(error)),
    };

    /// <summary>A refusal on one line.</summary>
    public static string Refusal(AssessmentError error) =>
        error.Reason.Length > 0 ? $"refused ({error.Reason}): {error.Message}" : $"refused ({error.Code}): {error.Message}";

    /// <summary>Every violation on a line of its own.</summary>
    public static IReadOnlyList<string> Violations(AssessmentError error) =>
        [.. error.FieldViolations.Select(v => $"{v.Field}: {v.Description}")];
}
