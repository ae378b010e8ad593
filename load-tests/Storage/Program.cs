using System.Globalization;
using Assessment.StorageLoad;
using Assessment.StorageLoad.Audits;
using Assessment.StorageLoad.Kills;
using Assessment.StorageLoad.Layouts;
using Assessment.StorageLoad.Readings;
using Assessment.StorageLoad.Submits;

string folder = Option("--folder") ?? Path.GetTempPath();
bool quick = args.Contains("--quick");

// Of --reports, in a process of its own.
if (Option("--report-of") is { } database)
{
    await ReportTable.MeasureAsync(Console.Out, database, Option("--warm")!);
    return 0;
}

Machine.Describe(Console.Out);

// --kill-rounds N [--seed S]: the server's process is killed while callers submit.
if (Option("--kill-rounds") is { } rounds)
{
    var report = await KillRounds.RunAsync(Console.Out, Number(rounds), Number(Option("--seed") ?? "1"), folder);
    return report.IsClean ? 0 : 1;
}

// --tampered [--cards N]: the audit chain of many scorecards, verified as it is and after somebody changed it.
if (args.Contains("--tampered"))
{
    return await TamperTable.RunAsync(Console.Out, Number(Option("--cards") ?? "10000"), folder) ? 0 : 1;
}

// --layouts: a row for each rating, beside ratings packed into their revision's row.
if (args.Contains("--layouts"))
{
    await LayoutTable.RunAsync(Console.Out, quick ? LayoutPlan.Quick : LayoutPlan.Full, folder);
    return 0;
}

// --reading SIZES, e.g. 10000,100000: stored ratings as columns, beside the bare reading of the same rows.
if (Option("--reading") is { } sizes)
{
    await ReadingTable.RunAsync(Console.Out, [.. sizes.Split(',').Select(Number)], folder);
    return 0;
}

// --reports SIZES [--replays N]: calibration reports of stored ratings, with time and memory; some made again from their inputs.
if (Option("--reports") is { } reports)
{
    return await ReportTable.RunAsync(Console.Out, [.. reports.Split(',').Select(Number)], Number(Option("--replays") ?? "20"), folder) ? 0 : 1;
}

// [--callers N] [--rounds N]: submissions a second.
var plan = quick ? SubmitPlan.Quick : SubmitPlan.Full;
await SubmitTable.RunAsync(Console.Out, plan.With(Option("--callers") is { } callers ? Number(callers) : null, Option("--rounds") is { } times ? Number(times) : null), folder);
return 0;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
