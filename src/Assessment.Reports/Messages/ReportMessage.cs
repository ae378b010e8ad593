using Assessment.Calibration;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;
using Google.Protobuf.WellKnownTypes;

namespace Assessment.Reports;

/// <summary>A calibration report as the contract's message.</summary>
public static class ReportMessage
{
    /// <summary>The message of a report: the same report and context give the same bytes.</summary>
    /// <param name="report">The report, policy applied.</param>
    /// <param name="context">What the report does not know itself.</param>
    /// <remarks>
    /// More is left out than the report leaves out: what would let a withheld figure be worked out from those that are told. See
    /// <see cref="Withholding"/> and <see cref="BiasMessage"/>.
    /// </remarks>
    public static V1.CalibrationReport Of(CalibrationReport report, ReportContext context)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(context);
        var withholding = Withholding.Of(report);
        var bias = new BiasMessage(report, withholding);
        var message = new V1.CalibrationReport
        {
            Name = context.Name,
            CreatedAt = context.CreatedAt is DateTimeOffset at ? Timestamp.FromDateTimeOffset(at) : null,
            Inputs = Inputs(report.Table, context.Inputs),
            Options = Options(report.Options),
            Design = DesignMessage.Of(report),
            Agreement = Agreement(report),
            Variance = VarianceMessage.Of(report.Variance),
            Severity = SeverityMessage.Of(report, withholding),
            Criteria = CriteriaMessage.Of(report),
            Suppression = new V1.SuppressionCounts
            {
                Severities = report.Suppression.Severities,
                InterviewerFits = report.Suppression.RaterFits,
                InterviewerProfiles = report.Suppression.RaterProfiles,
                BiasCells = report.Suppression.BiasCells,
                ComplementarySeverities = withholding.ComplementarySeverities.Count,
                ComplementaryDrifts = withholding.ComplementaryDrifts.Count,
                ComplementaryBiasCells = bias.Complementary,
            },
            AdverseImpact = ImpactMessage.Of(report.Impact),
        };
        message.FairScores.Add(FairScoreMessages.Of(report, context.InterviewOf));
        message.Interviewers.Add(InterviewerMessages.Of(report, withholding));
        message.Bias.Add(bias.Sections);
        message.Notes.Add(context.Notes);
        message.Definitions.Add(EstimateDefinitions.All(report.Severity.Unit));
        return message;
    }

    private static V1.ReportInputs Inputs(RatingTable table, V1.ReportInputs given)
    {
        V1.ReportInputs inputs = given.Clone();
        inputs.RatingCount = table.Count;
        inputs.CandidateCount = table.CandidateCount;
        inputs.InterviewerCount = table.RaterCount;
        inputs.CriterionCount = table.CriterionCount;
        inputs.LowestLevel = table.LowestLevel;
        inputs.HighestLevel = table.HighestLevel;
        inputs.Periods.Clear();
        inputs.Periods.Add(table.PeriodNames);
        inputs.Groups.Clear();
        inputs.Groups.Add(table.GroupNames);
        return inputs;
    }

    private static V1.ReportOptions Options(CalibrationOptions options)
    {
        var message = new V1.ReportOptions
        {
            Thresholds = options.Scale == RaschScale.PartialCredit ? V1.ThresholdScale.PartialCredit : V1.ThresholdScale.RatingScale,
            Method = options.Method.ToMessage(),
            Seed = options.Seed,
            MinimumRatings = options.MinimumRatings,
            MinimumLinkedCandidates = options.MinimumLinkedCandidates,
            MinimumFitRatings = options.MinimumFitRatings,
            MinimumCell = options.MinimumCell,
            MinimumSharePercent = options.MinimumSharePercent,
            FalseDiscoveryRate = options.FalseDiscoveryRate,
            TargetDependability = options.TargetDependability,
            ListedPairs = options.ListedPairs,
            TwoWayRemlLimit = options.TwoWayRemlLimit,
        };
        if (options.Cut is double cut)
        {
            message.Cut = cut;
        }

        return message;
    }

    private static V1.AgreementSection Agreement(CalibrationReport report)
    {
        var message = new V1.AgreementSection { Units = report.Agreement.Units, UnitsWithPairs = report.Agreement.UnitsWithPairs };
        report.Agreement.RatersPerCandidate.IfKnown(value => message.InterviewersPerCandidate = value);
        message.Statistics.Add(report.Agreement.Statistics.Append(report.Severity.ExpectedAgreement).Select(statistic => statistic.ToMessage()));
        return message;
    }
}
