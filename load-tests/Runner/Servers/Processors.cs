using System.Diagnostics;
using System.Globalization;

namespace Assessment.LoadTests.Servers;

/// <summary>Halves of the machine: the first for servers, the second for this program. Linux's <c>taskset</c> sees to it.</summary>
internal static class Processors
{
    private const string Program = "taskset";

    private static readonly int Half = Environment.ProcessorCount / 2;

    /// <summary>What a command begins with that is to run on the servers' half.</summary>
    public static string[] RunOnServers { get; } = [Program, "-c", Range(0, Half)];

    /// <summary>Moves this program, and every thread of it, to its half.</summary>
    /// <exception cref="ServerStartException">There is one processor, or no <c>taskset</c>.</exception>
    public static void Retreat()
    {
        if (Half == 0)
        {
            throw new ServerStartException("--pin needs two processors or more.");
        }

        string own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        try
        {
            using var moving = Process.Start(new ProcessStartInfo(Program, ["-a", "-c", "-p", Range(Half, 2 * Half), own]) { RedirectStandardOutput = true })!;
            moving.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ServerStartException($"--pin needs the program {Program}, which Linux has.");
        }
    }

    private static string Range(int first, int end) => string.Create(CultureInfo.InvariantCulture, $"{first}-{end - 1}");
}
