using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using Assessment.LoadTests.Commands;
using Assessment.LoadTests.Servers;
using Grpc.Core;

namespace Assessment.LoadTests;

/// <summary>The table of contents of the load tests.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        return await RunAsync(args, Console.Out, Console.Error);
    }

    /// <summary>Runs one command line in this process.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Offers load to an assessment server, and says how it bore it.")
        {
            ScenarioCommand.Create(), PeakCommand.Create(), OverloadCommand.Create(), AllCommand.Create(),
        };
        root.Options.OfType<HelpOption>().Single().Action = new ExampleHelp();
        var parsed = root.Parse(args);
        try
        {
            int code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
            return parsed.Action is ParseErrorAction ? ExitCodes.WrongUsage : code;
        }
        catch (RpcException e)
        {
            error.WriteLine($"The server does not do what the scenario needs beforehand: {e.Status}");
            return ExitCodes.NoServer;
        }
        catch (ServerStartException e)
        {
            error.WriteLine(e.Message);
            return ExitCodes.NoServer;
        }
    }
}
