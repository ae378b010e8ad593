using static Assessment.Reports.Sheet;
using Measured = (Assessment.V1.CriterionComponent Component, Assessment.V1.CriterionMeasure Criterion);
using Step = (Assessment.V1.CriterionComponent Component, Assessment.V1.Threshold Threshold);

namespace Assessment.Reports;

/// <summary>Tables of criteria.</summary>
internal static class CriterionSheets
{
    public static Sheet Criteria(V1.CalibrationReport report) => Of(
        "criteria", "Criteria", report.Criteria.Statistics,
        Text<V1.CriterionStatistics>("criterion", "Criterion", "The criterion.", row => row.Criterion),
        Count<V1.CriterionStatistics>("ratings", "Ratings", "Its ratings.", row => row.Ratings),
        Count<V1.CriterionStatistics>("candidates", "", "Candidates rated on it.", row => row.Candidates),
        Estimate<V1.CriterionStatistics>("difficulty", "Difficulty, 0 is easiest", "In [0, 1]; 0 is easiest.", row => row.Difficulty.Estimate),
        Estimate<V1.CriterionStatistics>("discrimination", "Correlation with the rest", "Corrected item-rest correlation.", row => row.Discrimination.Estimate),
        Number<V1.CriterionStatistics>("floor", "At the lowest level", "Share at the lowest level.", row => row.HasFloor ? row.Floor : null),
        Number<V1.CriterionStatistics>("ceiling", "At the highest level", "Share at the highest level.", row => row.HasCeiling ? row.Ceiling : null),
        Text<V1.CriterionStatistics>("level_counts", "", "Ratings by level, from the lowest, separated by blanks.", row => string.Join(' ', row.LevelCounts)),
        Text<V1.CriterionStatistics>("concerns", "Look at", "What should be looked at.", row => string.Join(", ", row.Concerns.Select(Words.Of))));

    public static Sheet Difficulties(V1.CalibrationReport report)
    {
        Measured[] rows =
            [.. report.Criteria.Components.SelectMany(component => component.Criteria.Select(criterion => (component, criterion)))];
        return Of(
            "criterion_difficulties", "Difficulty of criteria, in logits", rows,
            Text<Measured>("criterion", "Criterion", "The criterion.", row => row.Criterion.Criterion),
            Count<Measured>("component", "Component", "The component.", row => row.Component.Component),
            Count<Measured>("subset", "", "The subset of the fit.", row => row.Component.Subset),
            Estimate<Measured>("difficulty", "Difficulty, 95 % interval", "In logits; mean zero.", row => row.Criterion.Difficulty, 2, true),
            Number<Measured>("observed_average", "Mean level", "Mean level, over the ratings in the fit.", row => row.Criterion.HasObservedAverage ? row.Criterion.ObservedAverage : null),
            Number<Measured>("fair_average", "Fair average", "Expected level for a mean candidate.", row => row.Criterion.HasFairAverage ? row.Criterion.FairAverage : null),
            Number<Measured>("infit", "Infit", "Information-weighted mean square.", row => row.Criterion.Fit.HasInfit ? row.Criterion.Fit.Infit : null),
            Number<Measured>("outfit", "Outfit", "Unweighted mean square.", row => row.Criterion.Fit.HasOutfit ? row.Criterion.Fit.Outfit : null));
    }

    public static Sheet Thresholds(V1.CalibrationReport report)
    {
        Step[] rows =
            [.. report.Criteria.Components.SelectMany(component => component.Thresholds.Select(threshold => (component, threshold)))];
        return Of(
            "thresholds", "Thresholds between levels, in logits", rows,
            Text<Step>("step", "Step", "From one level to the next that was used.", row => $"{row.Threshold.FromLevel} to {row.Threshold.ToLevel}"),
            Text<Step>("criterion", "Criterion", "The criterion; 'all' when they share it.", row => row.Threshold.Criterion.Length == 0 ? "all" : row.Threshold.Criterion),
            Count<Step>("component", "Component", "The component.", row => row.Component.Component),
            Estimate<Step>("threshold", "Threshold, 95 % interval", "In logits.", row => row.Threshold.Threshold_, 2, true),
            Count<Step>("ratings_at_level", "Ratings at the upper level", "Ratings at the upper level.", row => row.Threshold.RatingsAtLevel),
            Text<Step>("order", "Remark", "Whether it lies below the one before.", row => row.Threshold.Disordered ? "disordered" : ""));
    }
}
