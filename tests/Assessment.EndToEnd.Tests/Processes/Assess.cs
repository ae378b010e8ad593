using System.Runtime.InteropServices;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>The command that the solution built, which the build puts beside the tests.</summary>
internal static class Assess
{
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "assess.exe" : "assess");

    public static Command Command(params string[] arguments) => new(Program, arguments);

    public static Task<Ended> RunAsync(params string[] arguments) => Command(arguments).RunAsync();
}
