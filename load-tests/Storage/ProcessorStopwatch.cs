using System.Diagnostics;

namespace Assessment.StorageLoad;

/// <summary>Measures time, and this process's time on all processors. Running when made; first clears away garbage of the work before.</summary>
internal sealed class ProcessorStopwatch : IDisposable
{
    private readonly Process process = Process.GetCurrentProcess();
    private readonly TimeSpan processorBefore;
    private readonly long start;

    public ProcessorStopwatch()
    {
        GC.Collect();
        processorBefore = process.TotalProcessorTime;
        start = Stopwatch.GetTimestamp();
    }

    /// <summary>Both times.</summary>
    public (TimeSpan Elapsed, TimeSpan Processor) Stop()
    {
        var elapsed = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        return (elapsed, process.TotalProcessorTime - processorBefore);
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
