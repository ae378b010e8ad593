using Assessment.Calibration;
using Assessment.Calibration.Criteria;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Criteria as the contract's message.</summary>
internal static class CriteriaMessage
{
    private static readonly (CriterionConcerns Flag, V1.CriterionConcern Concern)[] Concerns =
    [
        (CriterionConcerns.TooFewRatings, V1.CriterionConcern.TooFewRatings),
        (CriterionConcerns.Floor, V1.CriterionConcern.Floor),
        (CriterionConcerns.Ceiling, V1.CriterionConcern.Ceiling),
        (CriterionConcerns.UnusedLevels, V1.CriterionConcern.UnusedLevels),
        (CriterionConcerns.SparseLevels, V1.CriterionConcern.SparseLevels),
        (CriterionConcerns.WeakDiscrimination, V1.CriterionConcern.WeakDiscrimination),
        (CriterionConcerns.NegativeDiscrimination, V1.CriterionConcern.NegativeDiscrimination),
    ];

    public static V1.CriteriaSection Of(CalibrationReport report)
    {
        var message = new V1.CriteriaSection();
        message.Statistics.Add(report.Criteria.Select(criterion => Statistics(criterion, report.Table.CriterionNames[criterion.Criterion])));
        message.Components.Add(report.Severity.Components.Where(component => component.Model is { HasMeasures: true })
            .Select(component => Component(component, component.Model!, report)));
        return message;
    }

    private static V1.CriterionStatistics Statistics(CriterionStatistics criterion, string name)
    {
        var message = new V1.CriterionStatistics
        {
            Criterion = name,
            Ratings = criterion.Ratings,
            Candidates = criterion.Candidates,
            Difficulty = criterion.Difficulty.ToMessage(),
            Discrimination = criterion.Discrimination.ToMessage(),
        };
        message.LevelCounts.Add(criterion.LevelCounts);
        criterion.Floor.IfKnown(value => message.Floor = value);
        criterion.Ceiling.IfKnown(value => message.Ceiling = value);
        message.Concerns.Add(Concerns.Where(pair => criterion.Concerns.HasFlag(pair.Flag)).Select(pair => pair.Concern));
        return message;
    }

    private static V1.CriterionComponent Component(SeverityComponent component, RaschComponent model, CalibrationReport report)
    {
        var message = new V1.CriterionComponent { Component = component.Component + 1, Subset = component.Subset + 1, Method = component.Method };
        message.Criteria.Add(model.Criteria.Select(criterion => Measure(criterion, report.Options.MinimumFitRatings)));
        message.Thresholds.Add(model.Thresholds.Select(threshold => new V1.Threshold
        {
            Criterion = threshold.Criterion < 0 ? "" : report.Table.CriterionNames[threshold.Criterion],
            FromLevel = threshold.FromLevel,
            ToLevel = threshold.ToLevel,
            Threshold_ = threshold.Value.ToMessage(),
            RatingsAtLevel = threshold.RatingsAtLevel,
            Disordered = threshold.IsDisordered,
        }));
        return message;
    }

    private static V1.CriterionMeasure Measure(CriterionMeasure criterion, int minimumFitRatings)
    {
        EstimateStatus fit = criterion.Fit.N == 0 ? EstimateStatus.NotEstimated
            : criterion.Fit.N < minimumFitRatings ? EstimateStatus.Suppressed
            : double.IsNaN(criterion.Fit.Infit) ? EstimateStatus.NoVariation : EstimateStatus.Ok;
        var message = new V1.CriterionMeasure
        {
            Criterion = criterion.Name,
            Difficulty = criterion.Difficulty.ToMessage(),
            Fit = criterion.Fit.ToMessage(fit),
            Extreme = criterion.Extreme.ToMessage(),
        };
        criterion.InformationError.IfKnown(value => message.InformationError = value);
        criterion.ObservedAverage.IfKnown(value => message.ObservedAverage = value);
        criterion.FairAverage.IfKnown(value => message.FairAverage = value);
        return message;
    }
}
