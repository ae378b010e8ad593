using Assessment.Calibration;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Severities as the contract's message. Where one is withheld, so are the means and sums that would tell it.</summary>
internal static class SeverityMessage
{
    public static V1.SeveritySection Of(CalibrationReport report, Withholding withholding)
    {
        var message = new V1.SeveritySection { Unit = report.Severity.Unit, Reason = report.Severity.Reason };
        message.Components.Add(report.Severity.Components.Select(component => Component(component, withholding)));
        message.UnplacedInterviewers.Add(report.Severity.UnplacedRaters.Select(unplaced => new V1.UnplacedInterviewer
        {
            InterviewerId = report.Table.RaterNames[unplaced.Rater],
            Extreme = unplaced.Extreme.ToMessage(),
        }));
        message.UnplacedCandidates.Add(report.Severity.UnplacedCandidates.Select(unplaced => new V1.UnplacedCandidate
        {
            CandidateId = report.Table.CandidateNames[unplaced.Candidate],
            Extreme = unplaced.Extreme.ToMessage(),
        }));
        return message;
    }

    private static V1.SeverityComponent Component(SeverityComponent component, Withholding withholding)
    {
        var message = new V1.SeverityComponent
        {
            Component = component.Component + 1,
            Subset = component.Subset + 1,
            Method = component.Method,
            ErrorMethod = component.ErrorMethod,
            Status = component.Status,
            Reason = component.Reason,
            Model = component.Model is null ? null : Model(component.Model, component.Raters.Any(rater => withholding.HidesSeverity(rater.Rater))),
            Candidates = component.CandidateCount,
            CutRule = component.CutRule,
        };
        if (component.CandidateCount > 0)
        {
            component.ObservedCut.IfKnown(value => message.ObservedCut = value);
            component.FairCut.IfKnown(value => message.FairCut = value);
        }

        message.Interviewers.Add(component.Raters.Select(rater => withholding.HidesSeverity(rater.Rater) ? Withheld(rater) : Shown(rater)));
        return message;
    }

    private static V1.SeverityModel Model(RaschComponent model, bool hidesSeverities)
    {
        var message = new V1.SeverityModel { Iterations = model.Iterations, Ratings = model.RatingCount, ComparableSets = model.ComparableSets };
        model.LastStep.IfKnown(value => message.LastStep = value);
        model.LogLikelihood.IfKnown(value => message.LogLikelihood = value);
        model.Correction.IfKnown(value => message.Correction = value);
        model.AbilityMean.IfKnown(value => message.AbilityMean = value);
        model.AbilityStandardDeviation.IfKnown(value => message.AbilityStandardDeviation = value);
        model.PosteriorReliability.IfKnown(value => message.PosteriorReliability = value);
        model.SeverityVariance.IfKnown(value => message.SeverityVariance = value);
        model.MeanSeverity.IfKnown(value => message.MeanSeverity = value);
        model.MeanFairAverage.IfKnown(value => message.MeanFairAverage = value);
        model.AgreementOpportunities.IfKnown(value => message.AgreementOpportunities = value);
        model.ExactAgreements.IfKnown(value => message.ExactAgreements = value);
        model.ExpectedExactAgreements.IfKnown(value => message.ExpectedExactAgreements = value);
        message.InterviewerSeparation = hidesSeverities ? null : Separation(model.RaterSeparation);
        message.InterviewerInformationSeparation = hidesSeverities ? null : Separation(model.RaterInformationSeparation);
        message.CandidateSeparation = Separation(model.CandidateSeparation);
        message.CandidateInformationSeparation = Separation(model.CandidateInformationSeparation);
        message.CriterionSeparation = Separation(model.CriterionSeparation);
        return message;
    }

    private static V1.Separation Separation(SeparationSummary summary)
    {
        var message = new V1.Separation { Count = summary.Count, DegreesOfFreedom = summary.DegreesOfFreedom };
        summary.StandardDeviation.IfKnown(value => message.StandardDeviation = value);
        summary.RootMeanSquareError.IfKnown(value => message.RootMeanSquareError = value);
        summary.Separation.IfKnown(value => message.Separation_ = value);
        summary.Strata.IfKnown(value => message.Strata = value);
        summary.Reliability.IfKnown(value => message.Reliability = value);
        summary.ChiSquare.IfKnown(value => message.ChiSquare = value);
        return message;
    }

    private static V1.InterviewerSeverity Shown(RaterSeverity rater)
    {
        V1.InterviewerSeverity message = Counts(rater);
        message.Severity = rater.Severity.ToMessage();
        message.Shrunken = rater.Shrunken.ToMessage();
        rater.Kept.IfKnown(value => message.Kept = value);
        rater.InformationError.IfKnown(value => message.InformationError = value);
        rater.ObservedAverage.IfKnown(value => message.ObservedAverage = value);
        rater.FairAverage.IfKnown(value => message.FairAverage = value);
        rater.FairShift.IfKnown(value => message.FairShift = value);
        return message;
    }

    private static V1.InterviewerSeverity Withheld(RaterSeverity rater)
    {
        V1.InterviewerSeverity message = Counts(rater);
        message.Severity = Estimate.None(EstimateStatus.Suppressed, rater.Links.Ratings).ToMessage();
        message.Shrunken = message.Severity.Clone();
        return message;
    }

    private static V1.InterviewerSeverity Counts(RaterSeverity rater) => new()
    {
        InterviewerId = rater.Name,
        Ratings = rater.Links.Ratings,
        Candidates = rater.Links.Candidates,
        LinkedCandidates = rater.Links.LinkedCandidates,
        ComparableSet = rater.ComparableSet,
        Extreme = rater.Extreme.ToMessage(),
        Fit = rater.Fit.ToMessage(rater.FitStatus),
        PointMeasure = rater.PointMeasure.ToMessage(),
    };
}
