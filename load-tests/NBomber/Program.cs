using System.Globalization;
using Assessment.LoadScenarios;
using Assessment.NBomberLoad;
using NBomber.CSharp;

// URL [NAME...] [--rate N] [--seconds N]: the scenarios one after another, each at its usual rate unless one is given.
string[] names = [.. args.Skip(1).TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];
if (args.Length == 0 || !Uri.TryCreate(args[0], UriKind.Absolute, out var address) || names.Any(name => ScenarioCatalog.FindByName(name) is null))
{
    Console.Error.WriteLine($"Usage: URL [{string.Join('|', ScenarioCatalog.All.Select(entry => entry.Name))}...] [--rate N] [--seconds N]");
    return 2;
}

var target = new Target(address) { Token = Environment.GetEnvironmentVariable("ASSESSMENT_TOKEN") ?? "" };
var during = TimeSpan.FromSeconds(Number("--seconds") ?? 30);
bool hasHeld = true;
foreach (var entry in names.Length == 0 ? ScenarioCatalog.All : [.. names.Select(name => ScenarioCatalog.FindByName(name)!)])
{
    using var connection = new ServerConnection(target);
    await using var scenario = entry.Create(connection);
    var run = new NBomberRun(entry.Name, scenario, (int)Math.Ceiling(Number("--rate") ?? entry.UsualRate), during);
    var context = NBomberRunner.RegisterScenarios(run.Create().WithFailureThreshold()).WithReportFolder(Path.Combine("nbomber-reports", entry.Name));
    var stats = context.WithLicenseOf(Environment.GetEnvironmentVariable("NBOMBER_LICENSE")).Run();
    Console.WriteLine(scenario.Remark);
    hasHeld &= stats.HasHeld(entry.Name);
}

return hasHeld ? 0 : 1;

double? Number(string option) => Array.IndexOf(args, option) is >= 0 and int at && at + 1 < args.Length
    ? double.Parse(args[at + 1], CultureInfo.InvariantCulture)
    : null;
