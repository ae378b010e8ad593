using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;
using Assessment.QuestionBanks;
using Assessment.Server.Catalog;
using Assessment.Server.Errors;
using Assessment.Storage;
using Assessment.V1;
using Method = Assessment.V1.CalibrationChoices.Types.Method;

namespace Assessment.Server.Calibrations;

/// <summary>What a calibration is to be made of, checked.</summary>
internal static class CalibrationRequest
{
    /// <summary>The filter with its criteria, and the choices; every problem becomes a violation.</summary>
    public static (CalibrationFilter Filter, CalibrationChoices Choices) Parse(
        V1.CalibrationRun? run, RubricCatalog catalog, DateTimeOffset now, FieldViolations violations)
    {
        const string Path = "calibration_run.";
        var filter = run?.Filter?.Clone() ?? new CalibrationFilter();
        var choices = run?.Choices ?? new CalibrationChoices();
        var from = violations.OptionalPast($"{Path}filter.submitted_from", filter.SubmittedFrom, now);
        var until = violations.OptionalPast($"{Path}filter.submitted_until", filter.SubmittedUntil, now);
        if (from >= until)
        {
            violations.Add($"{Path}filter.submitted_until", "is not after submitted_from: nothing lies between.");
        }

        if (filter.Level.Length > 0 && WireNames.FindRoleLevel(filter.Level) is null)
        {
            violations.Add($"{Path}filter.level", "is not junior, mid, senior or staff.");
        }

        violations.OptionalId($"{Path}filter.role", filter.Role);
        violations.Count($"{Path}filter.competencies", filter.Competencies.Count, 0, violations.Limits.CalibratedCompetencies);
        violations.Distinct($"{Path}filter.competencies", filter.Competencies);
        filter.Criteria.Clear();
        filter.Criteria.Add(CriteriaOf(filter, catalog, $"{Path}filter.competencies", violations));
        Check(choices, $"{Path}choices.", violations);
        return (filter, choices);
    }

    /// <summary>The filter as storage reads by it.</summary>
    public static RatingFilter FilterOf(CalibrationFilter filter) => new(
        filter.SubmittedFrom?.ToDateTimeOffset(),
        filter.SubmittedUntil?.ToDateTimeOffset(),
        filter.Role.Length == 0 ? null : filter.Role,
        filter.Level.Length == 0 ? null : filter.Level,
        CriteriaOf(filter),
        OnlyReleased: true);

    /// <summary>The criteria that it is restricted to; null for all.</summary>
    public static IReadOnlySet<string>? CriteriaOf(CalibrationFilter filter) =>
        filter.Competencies.Count == 0 ? null : filter.Criteria.ToHashSet(StringComparer.Ordinal);

    /// <summary>The choices as the report takes them.</summary>
    public static CalibrationOptions OptionsOf(CalibrationChoices choices)
    {
        var defaults = new CalibrationOptions();
        return defaults with
        {
            Scale = choices.PartialCredit ? RaschScale.PartialCredit : RaschScale.RatingScale,
            Method = choices.Method switch
            {
                Method.Joint => CalibrationMethod.Joint,
                Method.Marginal => CalibrationMethod.Marginal,
                Method.MixedModel => CalibrationMethod.MixedModel,
                _ => CalibrationMethod.Automatic,
            },
            Seed = choices.Seed == 0 ? defaults.Seed : choices.Seed,
            Cut = choices.HasCut ? choices.Cut : null,
            MinimumRatings = choices.HasMinimumRatings ? choices.MinimumRatings : defaults.MinimumRatings,
            MinimumLinkedCandidates = choices.HasMinimumLinkedCandidates ? choices.MinimumLinkedCandidates : defaults.MinimumLinkedCandidates,
        };
    }

    private static string[] CriteriaOf(CalibrationFilter filter, RubricCatalog catalog, string field, FieldViolations violations)
    {
        var criteria = new SortedSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < filter.Competencies.Count; i++)
        {
            string[] found = [.. catalog.Banks.SelectMany(bank => bank.Bank.Competencies)
                .Where(competency => competency.Id == filter.Competencies[i])
                .SelectMany(competency => competency.Criteria).Select(criterion => criterion.Id)];
            if (found.Length == 0)
            {
                violations.Add($"{field}[{i}]", $"'{filter.Competencies[i]}' is a competency of no published bank.");
            }

            criteria.UnionWith(found);
        }

        return [.. criteria];
    }

    private static void Check(CalibrationChoices choices, string path, FieldViolations violations)
    {
        violations.Defined($"{path}method", choices.Method);
        if (choices.HasCut && !(choices.Cut is >= 1 and <= 5))
        {
            violations.Add($"{path}cut", "is not a level in [1, 5].");
        }

        // Policy may be made stricter, not looser: a low minimum would tell of people from next to nothing.
        var defaults = new CalibrationOptions();
        if (choices.HasMinimumRatings && choices.MinimumRatings < defaults.MinimumRatings)
        {
            violations.Add($"{path}minimum_ratings", $"is below {defaults.MinimumRatings}.");
        }

        if (choices.HasMinimumLinkedCandidates && choices.MinimumLinkedCandidates < defaults.MinimumLinkedCandidates)
        {
            violations.Add($"{path}minimum_linked_candidates", $"is below {defaults.MinimumLinkedCandidates}.");
        }
    }
}
