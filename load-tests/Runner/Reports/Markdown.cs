using System.Text;
using Assessment.LoadTests.Engine;
using Assessment.LoadTests.Targets;

namespace Assessment.LoadTests.Reports;

/// <summary>Reports as Markdown. Times are milliseconds, unless the column says otherwise.</summary>
internal static class Markdown
{
    /// <summary>The whole report.</summary>
    public static string Of(LoadReport report)
    {
        var text = new StringBuilder();
        text.AppendLine($"{report.Machine}; {report.Build} build; load {report.LoadAfter} at the end.").AppendLine();
        AppendRuns(text, report.Measurements);
        foreach (string remark in report.Measurements.Where(run => run.Remark.Length > 0).Select(run => $"{run.Scenario}: {run.Remark}"))
        {
            text.AppendLine().AppendLine(remark);
        }

        foreach (var run in report.Measurements.Where(run => run.Summary.OtherFailures > 0))
        {
            text.AppendLine().AppendLine($"{run.Scenario}, {run.Load}: {string.Join(", ", run.Summary.Statuses.Select(s => $"{s.Value} {s.Key}"))}");
        }

        AppendRatios(text, report.Ratios);
        AppendList(text, "Targets:", report.Targets);
        AppendList(text, "Broken thresholds:", report.Broken);
        return text.ToString();
    }

    private static void AppendRuns(StringBuilder text, IReadOnlyList<Measurement> runs)
    {
        text.AppendLine("| scenario | load | due/s | made/s | OK/s | shed | failed | overruns | OK p50 | p90 | p99 | p99.9 | max | service p50 | p99 | shed p50 | p99 | late p50 | p99 | server µs/call | server cores | generator cores |");
        text.AppendLine("| --- | --- |" + string.Concat(Enumerable.Repeat(" ---: |", 20)));
        foreach (var run in runs)
        {
            var summary = run.Summary;
            bool isOpen = summary.TargetPerSecond is not null;
            string[] cells =
            [
                run.Scenario, run.Load, summary.TargetPerSecond is { } target ? Rate(target) : "", Rate(summary.SentPerSecond), Rate(summary.OkPerSecond),
                $"{summary.Shed:N0}", $"{summary.OtherFailures:N0}", isOpen ? $"{summary.Overruns:N0}" : "",
                .. Percentiles(summary.OkLatency), Time(summary.OkServiceTime.P50Milliseconds), Time(summary.OkServiceTime.P99Milliseconds),
                .. summary.ShedLatency.Count > 0 ? new[] { Time(summary.ShedLatency.P50Milliseconds), Time(summary.ShedLatency.P99Milliseconds) } : ["", ""],
                .. isOpen ? new[] { Time(summary.Lateness.P50Milliseconds), Time(summary.Lateness.P99Milliseconds) } : ["", ""],
                run.ServerMicrosecondsPerCall is { } cost ? $"{cost:N0}" : "", run.Usage.ServerCores is { } cores ? $"{cores:0.00}" : "", $"{run.Usage.GeneratorCores:0.00}",
            ];
            text.AppendLine($"| {string.Join(" | ", cells)} |");
        }
    }

    private static void AppendRatios(StringBuilder text, IReadOnlyList<TargetRow> ratios)
    {
        if (ratios.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("Ours beside a limit of the same run; medians, and the rounds' least and greatest ratio.").AppendLine();
        text.AppendLine("| what | limit | unit | limit's | ours | ratio | rounds | target | |").AppendLine("| --- | --- | --- | ---: | ---: | ---: | ---: | --- | --- |");
        foreach (var row in ratios)
        {
            string verdict = row.IsMet switch { true => "met", false => "missed", null => "" };
            text.AppendLine(
                $"| {row.What} | {row.LimitName} | {row.Unit} | {Figure(row.Limit)} | {Figure(row.Ours)} | {row.Ratio:0.00} | {row.Least:0.00}–{row.Most:0.00} | {row.Target} | {verdict} |");
        }
    }

    private static void AppendList(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            text.AppendLine().AppendLine(title).AppendLine();
            foreach (string line in lines)
            {
                text.AppendLine($"- {line}");
            }
        }
    }

    private static string[] Percentiles(Distribution times) =>
    [
        Time(times.P50Milliseconds), Time(times.P90Milliseconds), Time(times.P99Milliseconds), Time(times.P999Milliseconds), Time(times.MaximumMilliseconds),
    ];

    private static string Figure(double value) => value < 10 ? $"{value:0.00}" : value < 100 ? $"{value:0.0}" : $"{value:N0}";

    private static string Rate(double perSecond) => perSecond < 100 ? $"{perSecond:0.0}" : $"{perSecond:N0}";

    private static string Time(double milliseconds) => milliseconds < 10 ? $"{milliseconds:0.00}" : milliseconds < 100 ? $"{milliseconds:0.0}" : $"{milliseconds:N0}";
}
