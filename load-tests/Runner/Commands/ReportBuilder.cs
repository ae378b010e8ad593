using System.CommandLine;
using Assessment.LoadTests.Reports;
using Assessment.LoadTests.Targets;
using Assessment.StorageLoad;

namespace Assessment.LoadTests.Commands;

/// <summary>Collects what a command measures, and ends the command.</summary>
internal sealed class ReportBuilder
{
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();
    private readonly string _machine = DescribeMachine();
    private readonly List<Measurement> _measurements = [];
    private readonly List<string> _broken = [];
    private readonly List<string> _targets = [];
    private readonly List<TargetRow> _ratios = [];

    /// <summary>Adds a run that must keep to thresholds.</summary>
    public void Add(Measurement run, Thresholds thresholds)
    {
        _measurements.Add(run);
        _broken.AddRange(thresholds.FindBroken(run.Scenario, run.Summary));
    }

    /// <summary>Adds runs that were judged together.</summary>
    public void Add(IEnumerable<Measurement> runs, IReadOnlyList<string> targets)
    {
        _measurements.AddRange(runs);
        _targets.AddRange(targets);
        _broken.AddRange(targets.Where(target => target.StartsWith(OverloadVerdict.Missed, StringComparison.Ordinal)));
    }

    /// <summary>Adds what was measured beside its limit, with the runs behind it.</summary>
    public void Add(IEnumerable<Measurement> runs, IEnumerable<TargetRow> ratios)
    {
        _measurements.AddRange(runs);
        _ratios.AddRange(ratios);
        _broken.AddRange(_ratios.Where(row => row.IsMet == false).Select(row => $"{row.What}: {row.Ratio:0.00} of {row.LimitName}; {row.Target} was aimed at."));
    }

    /// <summary>Prints the report, writes its files, and says with which exit code the command ends.</summary>
    public async Task<int> WriteAsync(ParseResult parsed, CommonOptions options)
    {
        var report = new LoadReport
        {
            StartedAt = _startedAt,
            Machine = _machine,
            Build = BuildName,
            LoadAfter = Machine.Load(),
            Measurements = _measurements,
            Targets = _targets,
            Ratios = _ratios,
            Broken = _broken,
        };
        string text = Markdown.Of(report);
        var (json, markdown) = options.FilesOf(parsed);
        await parsed.InvocationConfiguration.Output.WriteAsync(text);
        if (json is not null)
        {
            await File.WriteAllTextAsync(json, report.ToJson() + "\n");
        }

        if (markdown is not null)
        {
            await File.WriteAllTextAsync(markdown, text);
        }

        return report.Broken.Count == 0 ? ExitCodes.Done : ExitCodes.Broken;
    }

    private static string BuildName =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private static string DescribeMachine()
    {
        using var text = new StringWriter();
        Machine.Describe(text);
        return text.ToString().Trim();
    }
}
