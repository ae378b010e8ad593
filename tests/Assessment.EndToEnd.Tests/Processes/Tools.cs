namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>Programs of others that some tests need. A test without its program is skipped, and says so.</summary>
internal static class Tools
{
    public static string Buf { get; } = Repository.At(".ci/node_modules/.bin/buf");

    /// <summary>Debian's, which has its grpcio; another Python on the PATH has its own packages.</summary>
    public const string Python = "/usr/bin/python3";

    public const string Chromium = "/usr/bin/chromium";

    public static string Examples { get; } = Repository.At("docs/examples");

    public static void RequireBuf() => Require(File.Exists(Buf), "buf is not installed; 'npm ci --prefix .ci' installs it");

    public static void RequireNodePackages()
    {
        RequireOnPath("node", "nodejs");
        Require(Directory.Exists($"{Examples}/node_modules/@grpc/grpc-js"), "Node's clients are not installed; 'npm ci --prefix docs/examples' installs them");
    }

    public static async Task RequirePythonAsync()
    {
        const string How = "'apt-get install python3-grpcio python3-protobuf protobuf-compiler-grpc libprotobuf-dev' installs it";
        RequireOnPath("protoc", "protobuf-compiler");
        RequireOnPath("grpc_python_plugin", "protobuf-compiler-grpc");
        Require(File.Exists("/usr/include/google/protobuf/descriptor.proto"), $"protoc's own imports are not installed; {How}");
        Require(File.Exists(Python), $"{Python} is not there");
        var import = await new Command(Python, "-c", "import grpc, google.protobuf").RunAsync();
        Require(import.ExitCode == 0, $"Python's grpcio is not installed; {How}");
    }

    public static void RequireChromium() => Require(File.Exists(Chromium), "Chromium is not installed; 'apt-get install chromium' installs it");

    public static void RequireOnPath(string program, string package) =>
        Require(IsOnPath(program), $"{program} is not installed; 'apt-get install {package}' installs it");

    public static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, program)));

    private static void Require(bool there, string reason) => Assert.SkipUnless(there, reason);
}
