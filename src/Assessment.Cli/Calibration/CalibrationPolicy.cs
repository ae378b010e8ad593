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
        foreach (Option<int> option in (Option<int>[])[_minimumRatings, _minimumLinked, _minimumCell])
        {
            Ask(option, count => count >= 0, "must not be negative");
        }

        Ask(_minimumFit, count => count >= 1, "must be at least 1");
        Ask(_minimumShare, share => share is >= 0 and <= 100, "is a per cent, from 0 to 100");
        Ask(_falseDiscovery, rate => rate is > 0 and < 1, "must lie between 0 and 1");
        Ask(_target, phi => phi is > 0 and < 1, "must lie between 0 and 1");
        Ask(_cut, cut => cut is double score && double.IsFinite(score), "must be a finite number");
        Ask(_scale, scale => scale is not null && Parse(scale) is not null, "must be a scale such as 1-5, from 0 to 255");
    }

    /// <summary>Refuses a value that was given; defaults need no check.</summary>
    public static void Ask<T>(Option<T> option, Func<T?, bool> holds, string rule) => option.Validators.Add(result =>
    {
        if (!result.Errors.Any() && !holds(result.GetValueOrDefault<T>()))
        {
            result.AddError($"{option.Name} {rule}.");
        }
    });

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _method, _seed, _scale, _cut, _minimumRatings, _minimumLinked, _minimumFit, _minimumCell, _minimumShare, _falseDiscovery, _target])
        {
            command.Options.Add(option);
        }
    }

    public (int Lowest, int Highest)? Scale(ParseResult parsed) => parsed.GetValue(_scale) is string scale ? Parse(scale) : null;

    public CalibrationOptions Options(ParseResult parsed) => new()
    {
        Scale = parsed.GetValue(_model) == "pcm" ? RaschScale.PartialCredit : RaschScale.RatingScale,
        Method = parsed.GetValue(_method) switch
        {
            "jml" => CalibrationMethod.Joint,
            "mml" => CalibrationMethod.Marginal,
            "reml" => CalibrationMethod.MixedModel,
            _ => CalibrationMethod.Automatic,
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
