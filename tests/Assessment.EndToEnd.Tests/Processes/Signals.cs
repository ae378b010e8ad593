using System.Runtime.InteropServices;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>POSIX signals, which .NET can receive and not send.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    public static void Send(int process, int signal)
    {
        if (kill(process, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} did not reach process {process}: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
