using System.CommandLine;
using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests.Commands;

/// <summary>What a run must keep to.</summary>
internal sealed class ThresholdOptions
{
    private readonly Option<double?> _p99 = new("--max-p99") { Description = "Fail when 99 % of calls take longer, from when they were due.", HelpName = "MS" };
    private readonly Option<double?> _p999 = new("--max-p999") { Description = "Fail when 99.9 % of calls take longer.", HelpName = "MS" };
    private readonly Option<double?> _rate = new("--min-ok-rate") { Description = "Fail when fewer calls end well a second.", HelpName = "N" };
    private readonly Option<double> _failures = new("--max-failures") { Description = "Fail when more calls fail or are shed. By default 0 %.", HelpName = "PERCENT" };
    private readonly Option<double> _overruns = new("--max-overruns") { Description = "Fail when more calls that are due can't be made. By default 0 %.", HelpName = "PERCENT" };
    private readonly Option<double?> _lateness = new("--max-lateness") { Description = "Fail when more than 1 % of calls begin later than this: then the generator is what was measured.", HelpName = "MS" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _p99, _p999, _rate, _failures, _overruns, _lateness })
        {
            command.Add(option);
        }
    }

    /// <summary>The thresholds.</summary>
    public Thresholds Of(ParseResult parsed) => new()
    {
        MaximumP99Milliseconds = parsed.GetValue(_p99),
        MaximumP999Milliseconds = parsed.GetValue(_p999),
        MinimumOkPerSecond = parsed.GetValue(_rate),
        MaximumFailurePercent = parsed.GetValue(_failures),
        MaximumOverrunPercent = parsed.GetValue(_overruns),
        MaximumLatenessMilliseconds = parsed.GetValue(_lateness),
    };
}
