using Assessment.StorageLoad;
using Assessment.StorageLoad.Submits;

string folder = Option("--folder") ?? Path.GetTempPath();
bool quick = args.Contains("--quick");

Machine.Describe(Console.Out);
await SubmitTable.RunAsync(Console.Out, quick ? SubmitPlan.Quick : SubmitPlan.Full, folder);
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;
