using static Assessment.Reports.Sheet;

namespace Assessment.Reports;

/// <summary>An interviewer's severity with the component it belongs to.</summary>
internal sealed record PlacedSeverity(V1.SeverityComponent Component, V1.InterviewerSeverity Interviewer)
{
    /// <summary>By component, the most severe first; those without a severity last.</summary>
    public static PlacedSeverity[] Of(V1.CalibrationReport report) =>
    [
        .. report.Severity.Components.SelectMany(component => component.Interviewers.Select(interviewer => new PlacedSeverity(component, interviewer)))
            .OrderBy(row => row.Component.Component).ThenBy(row => row.Component.Subset)
            .ThenBy(row => !row.Interviewer.Shrunken.HasValue).ThenByDescending(row => row.Interviewer.Shrunken.Value),
    ];
}

/// <summary>Tables of severities, fair scores and residual fit.</summary>
internal static class SeveritySheets
{
    public static Sheet Severities(V1.CalibrationReport report) => Of(
        "severities", $"Severity of interviewers, in {report.Severity.Unit}; positive is severe", PlacedSeverity.Of(report),
        Text<PlacedSeverity>("interviewer_id", "Interviewer", "The interviewer.", row => row.Interviewer.InterviewerId),
        Count<PlacedSeverity>("component", "Component", "Severities compare within one component and subset only.", row => row.Component.Component),
        Count<PlacedSeverity>("subset", "", "The subset of the fit.", row => row.Component.Subset),
        Count<PlacedSeverity>("ratings", "Ratings", "Ratings given.", row => row.Interviewer.Ratings),
        Count<PlacedSeverity>("candidates", "", "Candidates rated.", row => row.Interviewer.Candidates),
        Count<PlacedSeverity>("linked_candidates", "Linked candidates", "Those whom somebody else rated too.", row => row.Interviewer.LinkedCandidates),
        Estimate<PlacedSeverity>("shrunken", "Severity, shrunken", $"Empirical Bayes, in {report.Severity.Unit}.", row => row.Interviewer.Shrunken, 2, true),
        Estimate<PlacedSeverity>("severity", "Severity, raw", $"In {report.Severity.Unit}.", row => row.Interviewer.Severity, 2, true),
        Number<PlacedSeverity>("kept", "Kept", "Share of the raw deviation that shrinkage keeps.", row => row.Interviewer.HasKept ? row.Interviewer.Kept : null),
        Number<PlacedSeverity>("fair_shift", "Shift, scale points", "What an average candidate gets, less what an average interviewer gives.", row => row.Interviewer.HasFairShift ? row.Interviewer.FairShift : null, 2, true),
        Number<PlacedSeverity>("observed_average", "Mean level", "Mean level given.", row => row.Interviewer.HasObservedAverage ? row.Interviewer.ObservedAverage : null),
        Number<PlacedSeverity>("fair_average", "", "Expected level for a mean candidate.", row => row.Interviewer.HasFairAverage ? row.Interviewer.FairAverage : null),
        Number<PlacedSeverity>("information_error", "", "The raw severity's error with all else held fixed.", row => row.Interviewer.HasInformationError ? row.Interviewer.InformationError : null),
        Text<PlacedSeverity>("extreme", "Remark", "Where all ratings lie at an end of the scale.", row => Words.Of(row.Interviewer.Extreme)));

    public static Sheet Fit(V1.CalibrationReport report) => Of(
        "interviewer_fit", "How well interviewers' ratings follow the model", PlacedSeverity.Of(report),
        Text<PlacedSeverity>("interviewer_id", "Interviewer", "The interviewer.", row => row.Interviewer.InterviewerId),
        Count<PlacedSeverity>("ratings", "Ratings", "Ratings that it rests on.", row => row.Interviewer.Fit.N),
        Number<PlacedSeverity>("infit", "Infit", "Information-weighted mean square; near 1 is expected.", row => row.Interviewer.Fit.HasInfit ? row.Interviewer.Fit.Infit : null),
        Number<PlacedSeverity>("infit_z", "Z", "The infit as a standard normal.", row => row.Interviewer.Fit.HasInfitZ ? row.Interviewer.Fit.InfitZ : null, 2, true),
        Number<PlacedSeverity>("outfit", "Outfit", "Unweighted mean square; near 1 is expected.", row => row.Interviewer.Fit.HasOutfit ? row.Interviewer.Fit.Outfit : null),
        Number<PlacedSeverity>("outfit_z", "Z", "The outfit as a standard normal.", row => row.Interviewer.Fit.HasOutfitZ ? row.Interviewer.Fit.OutfitZ : null, 2, true),
        Estimate<PlacedSeverity>("point_measure", "Correlation with candidates' measures", "In [−1, 1].", row => row.Interviewer.PointMeasure),
        Text<PlacedSeverity>("status", "Remark", "Why there are no figures.", row => row.Interviewer.Fit.Status == V1.EstimateStatus.Ok ? "" : Words.Of(row.Interviewer.Fit.Status)));

    public static Sheet FairScores(V1.CalibrationReport report) => Of(
        "fair_scores", "Fair scores, on the scale of the ratings", Ranked(report),
        Text<V1.FairScore>("candidate_id", "Candidate", "The candidate.", row => row.CandidateId),
        Text<V1.FairScore>("interview", "", "The candidate's first interview.", row => row.Interview),
        Count<V1.FairScore>("component", "Component", "Fair scores compare within one component and subset only.", row => row.Component),
        Count<V1.FairScore>("subset", "", "The subset of the fit.", row => row.Subset),
        Count<V1.FairScore>("rank", "Rank", "By fair score within component and subset.", row => row.HasRank ? row.Rank : null),
        Number<V1.FairScore>("observed_average", "Mean level", "Mean level received.", row => row.HasObservedAverage ? row.ObservedAverage : null),
        Estimate<V1.FairScore>("fair_score", "Fair score, 95 % interval", "Expected level from an average interviewer.", row => row.FairScore_),
        Number<V1.FairScore>("shift", "Shift", "Fair score less mean level.", row => row.HasShift ? row.Shift : null, 2, true),
        Text<V1.FairScore>("passes_observed", "Passes by mean", "Whether the mean level passes the cut.", row => Words.YesNo(row.PassesObserved)),
        Text<V1.FairScore>("passes_fair", "by fair score", "Whether the fair score passes the cut.", row => row.HasPassesFair ? Words.YesNo(row.PassesFair) : ""),
        Text<V1.FairScore>("", "Remark", "", row => row.HasPassesFair && row.PassesFair != row.PassesObserved ? "changes" : Words.Of(row.Extreme)),
        Estimate<V1.FairScore>("ability", "", "Ability, in logits.", row => row.Ability),
        Estimate<V1.FairScore>("posterior", "", $"Posterior mean of ability, in {report.Severity.Unit}.", row => row.Posterior),
        Number<V1.FairScore>("fair_average", "", "Fair score at the raw ability.", row => row.HasFairAverage ? row.FairAverage : null),
        Text<V1.FairScore>("extreme", "", "Where all ratings lie at an end of the scale.", row => Words.Of(row.Extreme)));

    /// <summary>By component, subset and rank; those without a rank last.</summary>
    public static V1.FairScore[] Ranked(V1.CalibrationReport report) =>
    [
        .. report.FairScores.OrderBy(score => score.Component).ThenBy(score => score.Subset).ThenBy(score => !score.HasRank).ThenBy(score => score.Rank)
            .ThenBy(score => score.CandidateId, StringComparer.Ordinal),
    ];
}
