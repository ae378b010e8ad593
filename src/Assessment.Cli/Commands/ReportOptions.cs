using System.CommandLine;
using System.Globalization;
using Assessment.Cli.Calibration;
using Assessment.V1;
using Method = Assessment.V1.CalibrationChoices.Types.Method;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Assessment.Cli.Commands;

/// <summary>What a calibration run is made of, as options.</summary>
internal sealed class ReportOptions
{
    private readonly Option<DateTimeOffset?> _from = Date("--from", "Only scorecards submitted then or later");
    private readonly Option<DateTimeOffset?> _until = Date("--until", "Only scorecards submitted before then");
    private readonly Option<string?> _role = new("--role") { Description = "Only interviews for this role, e.g. ml_engineer.", HelpName = "ROLE" };
    private readonly Option<string?> _level = new("--level") { Description = "Only interviews at this level." };
    private readonly Option<string[]> _competencies = new("--competency")
    {
        Description = "Only criteria of this competency. May be given several times.",
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _method = new("--method")
    {
        Description = "Severities by corrected joint (jml) or marginal (mml) maximum likelihood, or as predictions of the mixed model (reml). By default mml below ten ratings a candidate, else jml.",
    };

    private readonly Option<string> _model = new("--model")
    {
        Description = "Thresholds: shared by all criteria (rsm), or each criterion's own (pcm).",
        DefaultValueFactory = _ => "rsm",
    };

    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of random probes. By default 1.", HelpName = "N" };
    private readonly Option<double?> _cut = new("--cut")
    {
        Description = "The level, from 1 to 5, from which on a candidate passes. By default one above the median of the own component.",
        HelpName = "LEVEL",
    };

    public ReportOptions()
    {
        _level.AcceptOnlyFromAmong(InterviewOptions.Levels);
        _method.AcceptOnlyFromAmong("jml", "mml", "reml");
        _model.AcceptOnlyFromAmong("rsm", "pcm");
        CalibrationPolicy.Ask(_cut, cut => cut is >= 1 and <= 5, "must lie from 1 to 5");
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_from, _until, _role, _level, _competencies, _method, _model, _seed, _cut])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The run that the options ask for.</summary>
    public CalibrationRun Run(ParseResult parsed)
    {
        var choices = new CalibrationChoices
        {
            Method = parsed.GetValue(_method) switch
            {
                "jml" => Method.Joint,
                "mml" => Method.Marginal,
                "reml" => Method.MixedModel,
                _ => Method.Unspecified,
            },
            PartialCredit = parsed.GetValue(_model) == "pcm",
            Seed = parsed.GetValue(_seed),
        };
        if (parsed.GetValue(_cut) is double cut)
        {
            choices.Cut = cut;
        }

        return new CalibrationRun
        {
            Filter = new CalibrationFilter
            {
                SubmittedFrom = parsed.GetValue(_from) is { } from ? Timestamp.FromDateTimeOffset(from) : null,
                SubmittedUntil = parsed.GetValue(_until) is { } until ? Timestamp.FromDateTimeOffset(until) : null,
                Role = parsed.GetValue(_role) ?? "",
                Level = parsed.GetValue(_level) ?? "",
                Competencies = { parsed.GetValue(_competencies) ?? [] },
            },
            Choices = choices,
        };
    }

    private static Option<DateTimeOffset?> Date(string name, string what) => new(name)
    {
        Description = $"{what}: ISO 8601. A bare date is its midnight in UTC, and a time without an offset is UTC.",
        HelpName = "DATE",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (IsIso(text) && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            {
                return time;
            }

            result.AddError($"{name}: '{text}' is not a date such as 2026-01-31, or a time such as 2026-01-31T09:00:00Z.");
            return null;
        },
    };

    /// <summary>Whether it begins as ISO 8601 does, so that no other order of day and month is taken.</summary>
    private static bool IsIso(string text) =>
        text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
