using System.CommandLine;
using System.CommandLine.Invocation;
using Grpc.Core;

namespace Assessment.Cli;

/// <summary>Runs one command line in this process.</summary>
internal static class CommandLine
{
    /// <summary>Parses, runs, and turns every end into an exit code. Results go to one writer, everything else to the other.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            var commands = Program.Commands();
            ExampleHelp.AddTo(commands);
            var parsed = commands.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            return parsed.Action is ParseErrorAction ? WrongUsage(parsed, error) : await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                cancellation);
        }
        catch (CommandException exception)
        {
            return Report(error, exception);
        }
        catch (Exception exception) when (cancellation.IsCancellationRequested && IsCancellation(exception))
        {
            error.WriteLine("assess: interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            error.WriteLine($"assess: this is a defect of the program. Please report it with these lines:\n{exception}");
            return ExitCodes.Defect;
        }
    }

    private static int WrongUsage(ParseResult parsed, TextWriter error)
    {
        foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
        {
            error.WriteLine($"assess: {message}");
        }

        error.WriteLine($"Run '{ExampleHelp.PathOf(parsed.CommandResult.Command)} --help' for its usage.");
        return ExitCodes.WrongUsage;
    }

    private static int Report(TextWriter error, CommandException exception)
    {
        error.WriteLine($"assess: {exception.Message}");
        foreach (string line in exception.Details)
        {
            error.WriteLine($"  {line}");
        }

        return exception.ExitCode;
    }

    private static bool IsCancellation(Exception exception) =>
        exception is OperationCanceledException or RpcException; // a server in this process may go first
}
