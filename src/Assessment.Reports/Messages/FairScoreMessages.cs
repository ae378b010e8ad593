using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Fair scores as the contract's messages, ranked within their component and subset.</summary>
internal static class FairScoreMessages
{
    public static IEnumerable<V1.FairScore> Of(CalibrationReport report, Func<int, string>? interviewOf) =>
        report.Severity.Components.SelectMany(component =>
        {
            double[] ascending = [.. component.Candidates.Select(score => score.FairScore.Value).Where(double.IsFinite).Order()];
            return component.Candidates.Select(score => Score(component, score, ascending, interviewOf));
        });

    private static V1.FairScore Score(SeverityComponent component, CandidateFairScore score, double[] ascending, Func<int, string>? interviewOf)
    {
        var message = new V1.FairScore
        {
            CandidateId = score.Name,
            Interview = interviewOf?.Invoke(score.Candidate) ?? "",
            Component = component.Component + 1,
            Subset = component.Subset + 1,
            FairScore_ = score.FairScore.ToMessage(),
            PassesObserved = score.PassesObserved,
            Ability = score.Ability.ToMessage(),
            Posterior = score.Posterior.ToMessage(),
            Fit = score.Fit.ToMessage(score.FitStatus),
            Extreme = score.Extreme.ToMessage(),
        };
        score.ObservedAverage.IfKnown(value => message.ObservedAverage = value);
        score.FairAverage.IfKnown(value => message.FairAverage = value);
        if (score.FairScore.HasValue && score.PassesFair is bool passes)
        {
            message.Shift = score.Change;
            message.PassesFair = passes;
            message.Rank = 1 + Above(ascending, score.FairScore.Value);
        }

        return message;
    }

    /// <summary>How many values lie above.</summary>
    private static int Above(double[] ascending, double value)
    {
        int low = 0, high = ascending.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = ascending[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return ascending.Length - low;
    }
}
