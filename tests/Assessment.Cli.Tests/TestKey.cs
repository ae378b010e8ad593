using System.Runtime.CompilerServices;
using Assessment.Cli.Settings;
using Assessment.Server.Access;

namespace Assessment.Cli.Tests;

/// <summary>A development key of these tests alone, for this process and those that it starts.</summary>
internal static class TestKey
{
    private static readonly TemporaryFolder Folder = new();

    public static byte[] Bytes => DevelopmentKey.FindOrCreate();

    public static ValueTask<string> Give(CancellationToken cancellation) => new(CallerToken.Sign(Bytes));

    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable(DevelopmentKey.Variable, Folder.File("development.key"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();
    }
}
