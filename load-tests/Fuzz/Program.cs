using Assessment.Fuzz;
using Assessment.StorageLoad;

// [--calls N] [--seed S] [--in-flight N] [--memory-limit MB] [--folder FOLDER] [--json FILE] [--only INDEX:RPC]
var options = FuzzOptions.Parse(args);
Machine.Describe(Console.Out);
var report = await FuzzRun.RunAsync(options, Console.Out);
report.Print(Console.Out);
if (options.Json is { } file)
{
    await File.WriteAllTextAsync(file, report.ToJson());
}

return report.Verdict.Count == 0 ? 0 : 1;
