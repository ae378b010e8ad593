using Assessment.Calibration;
using Assessment.Calibration.Report;
using Assessment.Calibration.Variance;

namespace Assessment.Reports;

/// <summary>Variance components and the decision study as the contract's message.</summary>
internal static class VarianceMessage
{
    public static V1.VarianceSection Of(VarianceReport variance)
    {
        var message = new V1.VarianceSection
        {
            Status = variance.Status.ToMessage(),
            Iterations = variance.Iterations,
            Exact = variance.IsExact,
            AssumesRandomAssignment = variance.AssumesRandomAssignment,
            Mean = variance.Mean.ToMessage(),
            Reml = Components(variance.Reml),
            Henderson = Components(variance.Henderson),
            InterviewersNeeded = Needed(variance.Needed),
        };
        variance.LogLikelihood.IfKnown(value => message.RestrictedLogLikelihood = value);
        variance.Study.Panel.Raters.IfKnown(value => message.InterviewersPerCandidate = value);
        variance.Study.Panel.Criteria.IfKnown(value => message.CriteriaPerCandidate = value);
        message.Dependability.Add(Dependability(variance.Study).Select(statistic => statistic.ToMessage()));
        message.DecisionStudy.Add(variance.Panels.Select(Forecast));
        return message;
    }

    private static V1.VarianceComponents Components(VarianceComponents components)
    {
        var message = new V1.VarianceComponents { Method = components.Method };
        message.Components.Add(components.Components.Select(component =>
        {
            var one = new V1.VarianceComponent { Term = component.Term.ToMessage(), Levels = component.Levels, Status = component.Status.ToMessage() };
            component.Value.IfKnown(value => one.Value = value);
            component.StandardError.IfKnown(value => one.StandardError = value);
            component.Unclipped.IfKnown(value => one.Unclipped = value);
            return one;
        }));
        return message;
    }

    private static Statistic[] Dependability(DecisionStudy study)
    {
        Statistic Named(string name, string variant, Estimate estimate) =>
            new(name, variant, $"{study.Method}; standard errors by the delta method, under REML only", estimate);
        return
        [
            Named("Phi", "actual interviewers and criteria (harmonic means); also ICC(A,k)", study.ActualPhi),
            Named("E rho squared", "actual interviewers and criteria (harmonic means)", study.ActualGeneralizability),
            Named("ICC(A,1)", "one interviewer, actual criteria; from the variance components", study.SingleRater),
        ];
    }

    private static V1.PanelForecast Forecast(PanelForecast panel)
    {
        var message = new V1.PanelForecast { Interviewers = panel.Raters, Phi = panel.Phi.ToMessage(), Generalizability = panel.Generalizability.ToMessage() };
        panel.Criteria.IfKnown(value => message.Criteria = value);
        return message;
    }

    private static V1.InterviewersNeeded? Needed(RatersNeeded? needed)
    {
        if (needed is null)
        {
            return null;
        }

        var message = new V1.InterviewersNeeded { Target = needed.Target, Reason = needed.Reason };
        needed.Ceiling.IfKnown(value => message.Ceiling = value);
        if (needed.Raters is int raters)
        {
            message.Interviewers = raters;
        }

        return message;
    }
}
