using System.Diagnostics;

namespace Assessment.LoadTests.Servers;

/// <summary>What a run took of the processors.</summary>
/// <param name="ElapsedSeconds">From the first call's beginning to the last one's end.</param>
/// <param name="GeneratorSeconds">Processor time of this program.</param>
/// <param name="ServerSeconds">Processor time of the server's process; null when that is not known.</param>
internal sealed record Usage(double ElapsedSeconds, double GeneratorSeconds, double? ServerSeconds)
{
    /// <summary>Processors that this program kept busy, on average.</summary>
    public double GeneratorCores => GeneratorSeconds / ElapsedSeconds;

    /// <summary>Processors that the server kept busy, on average.</summary>
    public double? ServerCores => ServerSeconds / ElapsedSeconds;
}

/// <summary>Measures processor time, in steps of the system's clock tick (10 ms on Linux). Running when made.</summary>
internal sealed class UsageMeter(Process? server)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _generatorBefore = Environment.CpuUsage.TotalTime;
    private readonly TimeSpan? _serverBefore = TimeOf(server);

    /// <summary>What was used since.</summary>
    public Usage Stop()
    {
        var generator = Environment.CpuUsage.TotalTime - _generatorBefore;
        var used = TimeOf(server) - _serverBefore;
        return new(Stopwatch.GetElapsedTime(_start).TotalSeconds, generator.TotalSeconds, used?.TotalSeconds);
    }

    /// <remarks>On Linux this is utime and stime of /proc/PID/stat.</remarks>
    private static TimeSpan? TimeOf(Process? process)
    {
        process?.Refresh();
        return process is null or { HasExited: true } ? null : process.TotalProcessorTime;
    }
}
