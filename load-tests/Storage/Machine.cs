using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Assessment.StorageLoad;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    /// <summary>Prints it.</summary>
    public static void Describe(TextWriter output)
    {
        using var sqlite = new SqliteConnection();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, load {Load()}; {RuntimeInformation.OSDescription}; "
            + $".NET {Environment.Version}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC; SQLite {sqlite.ServerVersion}"));
    }

    /// <summary>The processes that ran or waited in the last minute, of this program or others; 'unknown' where nothing counts them.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Processor()
    {
        const string Name = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal))
            : null;
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
