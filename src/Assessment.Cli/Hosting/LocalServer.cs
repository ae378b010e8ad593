using System.Net.Sockets;
using Assessment.Server;
using Assessment.Storage;

namespace Assessment.Cli.Hosting;

/// <summary>A server in this process.</summary>
internal static class LocalServer
{
    /// <exception cref="CommandException">It can't start; the message says why and what to do.</exception>
    public static async Task<AssessmentServer> StartAsync(ServerOptions options, CancellationToken cancellation)
    {
        try
        {
            return await AssessmentServer.StartAsync(options, TimeProvider.System, cancellation);
        }
        catch (DatabaseException e)
        {
            throw new CommandException(ExitCodes.Unreachable, e.Message);
        }
        catch (SettingsException e)
        {
            throw new CommandException(ExitCodes.WrongUsage, "the server may not start with these settings:", e.Problems);
        }
        catch (BankException e)
        {
            throw new CommandException(ExitCodes.ProblemsFound, "the question banks can't be published:", e.Problems);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new CommandException(
                ExitCodes.Unreachable, $"the server can't listen. {e.Message} Choose other addresses with --grpc, --http and --metrics.");
        }
    }

    /// <summary>An address as it is typed: with its port, and without a slash at its end.</summary>
    public static string Shown(Uri address) => $"{address.Scheme}://{address.Host}:{address.Port}";
}
