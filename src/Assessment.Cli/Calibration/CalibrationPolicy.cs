using System.CommandLine;
using System.Globalization;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;

namespace Assessment.Cli.Calibration;

/// <summary>The options of <c>assess calibrate</c> that change figures.</summary>
internal sealed class CalibrationPolicy
{
    private static readonly CalibrationOptions Defaults = new();

    private readonly Option<string> _model = new("--model") { Description = "Thresholds: shared by all criteria (rsm), or each criterion's own (pcm).", DefaultValueFactory = _ => "rsm" };
    private readonly Option<string?> _method = new("--method") { Description = "Severities by corrected joint (jml) or marginal (mml) maximum likelihood, or as predictions of the mixed model (reml). By default mml below ten ratings a candidate, else jml." };
    private readonly Option<ulong> _seed = new("--seed") { Description = "Seed of random probes; the same file, options and seed give the same bytes.", DefaultValueFactory = _ => Defaults.Seed, HelpName = "N" };
    private readonly Option<string?> _scale = new("--scale") { Description = "The scale's ends, such as 1-5, where a level that nobody used must count.", HelpName = "LOW-HIGH" };
    private readonly Option<double?> _cut = new("--cut") { Description = "The score from which on a candidate passes. By default one above the median of the own component.", HelpName = "SCORE" };
    private readonly Option<int> _minimumRatings = Count("--min-n", "No severity of a rater with fewer ratings.", Defaults.MinimumRatings);
    private readonly Option<int> _minimumLinked = Count("--min-linked", "No severity of a rater with fewer candidates whom somebody else rated too.", Defaults.MinimumLinkedCandidates);
    private readonly Option<int> _minimumFit = Count("--min-fit", "No fit statistic, tendency or drift on fewer ratings.", Defaults.MinimumFitRatings);
    private readonly Option<int> _minimumCell = Count("--min-cell", "No cell of a group with fewer candidates.", Defaults.MinimumCell);
    private readonly Option<int> _minimumShare = Count("--min-share", "Groups under this per cent of candidates are flagged and never the reference.", Defaults.MinimumSharePercent);
    private readonly Option<double> _falseDiscovery = new("--fdr") { Description = "False discovery rate of flags.", DefaultValueFactory = _ => Defaults.FalseDiscoveryRate, HelpName = "RATE" };
    private readonly Option<double> _target = new("--target") { Description = "The Phi that 'raters needed' aims at.", DefaultValueFactory = _ => Defaults.TargetDependability, HelpName = "PHI" };

    public CalibrationPolicy()
    {
        _model.AcceptOnlyFromAmong("rsm", "pcm");
        _method.AcceptOnlyFromAmong("jml", "mml", "reml");
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _method, _seed, _scale, _cut, _minimumRatings, _minimumLinked, _minimumFit, _minimumCell, _minimumShare, _falseDiscovery, _target])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            foreach (Option<int> option in (Option<int>[])[_minimumRatings, _minimumLinked, _minimumCell])
            {
                if (result.GetValue(option) < 0)
                {
                    result.AddError($"{option.Name} must not be negative.");
                }
            }

            if (result.GetValue(_minimumFit) < 1)
            {
                result.AddError("--min-fit must be at least 1.");
            }

            if (result.GetValue(_minimumShare) is < 0 or > 100)
            {
                result.AddError("--min-share is a per cent, from 0 to 100.");
            }

            foreach (Option<double> option in (Option<double>[])[_falseDiscovery, _target])
            {
                if (!(result.GetValue(option) is > 0 and < 1))
                {
                    result.AddError($"{option.Name} must lie between 0 and 1.");
                }
            }

            if (result.GetValue(_cut) is double cut && !double.IsFinite(cut))
            {
                result.AddError("--cut must be a finite number.");
            }

            if (result.GetValue(_scale) is string scale && Parse(scale) is null)
            {
                result.AddError($"'{scale}' is not a scale such as 1-5, from 0 to 255.");
            }
        });
    }

    public (int Lowest, int Highest)? Scale(ParseResult parsed) => parsed.GetValue(_scale) is string scale ? Parse(scale) : null;

    public CalibrationOptions Options(ParseResult parsed) => new()
    {
        Scale = parsed.GetValue(_model) == "pcm" ? RaschScale.PartialCredit : RaschScale.RatingScale,
        Method = parsed.GetValue(_method) switch
        {
            "jml" => CalibrationMethod.Joint, "mml" => CalibrationMethod.Marginal, "reml" => CalibrationMethod.MixedModel, _ => CalibrationMethod.Automatic,
        },
        Seed = parsed.GetValue(_seed),
        Cut = parsed.GetValue(_cut),
        MinimumRatings = parsed.GetValue(_minimumRatings),
        MinimumLinkedCandidates = parsed.GetValue(_minimumLinked),
        MinimumFitRatings = parsed.GetValue(_minimumFit),
        MinimumCell = parsed.GetValue(_minimumCell),
        MinimumSharePercent = parsed.GetValue(_minimumShare),
        FalseDiscoveryRate = parsed.GetValue(_falseDiscovery),
        TargetDependability = parsed.GetValue(_target),
    };

    private static Option<int> Count(string name, string description, int byDefault) =>
        new(name) { Description = description, DefaultValueFactory = _ => byDefault, HelpName = "N" };

    private static (int Lowest, int Highest)? Parse(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length == 2
            && byte.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out byte lowest)
            && byte.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out byte highest)
            && lowest < highest ? (lowest, highest) : null;
    }
}
