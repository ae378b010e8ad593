using System.Text.RegularExpressions;

namespace Assessment.EndToEnd.Tests.Documents;

/// <summary>What becomes of each documented command. A command that no rule knows fails the test: add a rule, or mend the document.</summary>
internal static partial class CommandRules
{
    /// <summary>Commands that are not run here, and why not.</summary>
    private static readonly (Regex Command, string Reason)[] Elsewhere =
    [
        (BuildsAndChecks(), ".ci/run runs it"),
        (Installs(), ".ci/run installs it"),
        (OtherEngine(), "it needs an engine that a plain machine has not"),
        (ServesPages(), "it serves the browser's example, which has a test of its own"),
        (WritesToTheHome(), "it writes to the home folder; a test runs it with another one"),
        (GetsTheSource(), "it gets the source that the tests are part of"),
    ];

    /// <summary>Why a command is not run here, or null when it is to be run.</summary>
    public static string? FindReasonNotToRun(string command) => Elsewhere.FirstOrDefault(e => e.Command.IsMatch(command)).Reason;

    /// <summary>Whether a command is one that is run.</summary>
    public static bool IsRunnable(string command) => Runnable().IsMatch(InPlaceOfDotnetRun(command));

    /// <summary>Whether it goes on until Ctrl+C.</summary>
    public static bool IsServing(string command) => Serving().IsMatch(InPlaceOfDotnetRun(command));

    /// <summary>The command as this machine can run it: the built program, the live server's ports, real ids.</summary>
    public static string Localize(string command, IReadOnlyDictionary<string, string> placeholders)
    {
        command = InPlaceOfDotnetRun(command);
        if (IsServing(command))
        {
            return Addresses().Replace(command, "") + (ServesByItself().IsMatch(command) ? " --grpc 127.0.0.1:0 --http 127.0.0.1:0" : "");
        }

        return placeholders.Aggregate(command, (text, placeholder) => text.Replace(placeholder.Key, placeholder.Value, StringComparison.Ordinal));
    }

    /// <summary>The programs of others that a command begins with or pipes into, each with the package that brings it.</summary>
    public static IEnumerable<(string Program, string Package)> ProgramsOf(string command) =>
        new[] { ("curl", "curl"), ("jq", "jq"), ("node", "nodejs"), ("sqlite3", "sqlite3") }
            .Where(p => Regex.IsMatch(command, $@"(^|\| *){p.Item1} "));

    private static string InPlaceOfDotnetRun(string command) => DotnetRun().Replace(command, "assess ");

    [GeneratedRegex(
        @"^(dotnet (build|test|restore|format|pack|publish)|(bash )?(\./)?\.ci/run"
        + @"|(\.ci/node_modules/\.bin/|npx )?buf (lint|breaking|build|format|generate))\b")]
    private static partial Regex BuildsAndChecks();

    [GeneratedRegex(@"^(sudo )?(apt-get|apt|npm (ci|install|run)|dotnet tool)\b")]
    private static partial Regex Installs();

    [GeneratedRegex(@"^(docker|sqlcmd|kubectl|systemctl|dotnet run (-c Release )?--project load-tests/)|ASSESSMENT_TEST_SQLSERVER|--sqlserver")]
    private static partial Regex OtherEngine();

    [GeneratedRegex(@"^python3 -m http\.server ")]
    private static partial Regex ServesPages();

    [GeneratedRegex(@"^dotnet user-jwts ")]
    private static partial Regex WritesToTheHome();

    [GeneratedRegex(@"^(git clone|cd )")]
    private static partial Regex GetsTheSource();

    [GeneratedRegex(@"dotnet run (--no-build )?--project src/Assessment\.Cli( -c \w+)?( --)? ?")]
    private static partial Regex DotnetRun();

    [GeneratedRegex(
        @"^((echo|cat) [^|]*\| *)?(\w+=(\$\([^)]*\)|\S+) )*(assess|curl|buf curl|jq|/usr/bin/python3|node|docs/examples/\S+|printf|cat|sqlite3|kill) ")]
    private static partial Regex Runnable();

    [GeneratedRegex(@"\bassess (serve|demo .*--keep|demo --keep)\b")]
    private static partial Regex Serving();

    [GeneratedRegex(@"\bassess serve\b")]
    private static partial Regex ServesByItself();

    [GeneratedRegex(@" --(grpc|http) \S+")]
    private static partial Regex Addresses();
}
