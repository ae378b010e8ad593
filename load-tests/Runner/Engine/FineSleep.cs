using System.Runtime.InteropServices;

namespace Assessment.LoadTests.Engine;

/// <summary>Waits on the calling thread, to some fifty microseconds where the system can; .NET's timers know milliseconds only.</summary>
internal static partial class FineSleep
{
    /// <summary>Waits so long at most, and no longer than ten milliseconds.</summary>
    public static async ValueTask PauseAsync(TimeSpan wait)
    {
        var part = wait < TimeSpan.FromMilliseconds(10) ? wait : TimeSpan.FromMilliseconds(10);
        if (OperatingSystem.IsLinux())
        {
            _ = NanoSleep(new TimeSpec { Nanoseconds = (nint)(part.Ticks * TimeSpan.NanosecondsPerTick) }, IntPtr.Zero);
        }
        else
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(part.TotalMilliseconds)));
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec wanted, IntPtr remaining);

    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
