using Assessment.Calibration.Impact;
using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Adverse impact as the contract's message.</summary>
public static class ImpactMessage
{
    internal static V1.AdverseImpactSection? Of(ImpactReport? impact) => impact is null ? null : new V1.AdverseImpactSection
    {
        Basis = impact.Basis,
        Observed = Of(impact.Observed),
        Fair = Of(impact.Fair),
    };

    /// <summary>One analysis.</summary>
    public static V1.AdverseImpact Of(AdverseImpact impact)
    {
        var message = new V1.AdverseImpact { WithoutScore = impact.WithoutScore };
        if (impact.Reference is string reference)
        {
            message.Reference = reference;
        }

        IfShown(impact.Considered, value => message.Considered = value);
        IfShown(impact.Selected, value => message.Selected = value);
        IfShown(impact.UnknownConsidered, value => message.UnknownConsidered = value);
        IfShown(impact.UnknownSelected, value => message.UnknownSelected = value);
        message.Groups.Add(impact.Groups.Select(Group));
        return message;
    }

    private static V1.ImpactGroup Group(GroupImpact group)
    {
        var message = new V1.ImpactGroup
        {
            Group = group.Group,
            Suppression = group.Suppression.ToMessage(),
            Rate = group.Rate.ToMessage(),
            ImpactRatio = group.ImpactRatio.ToMessage(),
            FourFifths = group.FourFifths.ToMessage(),
            Fisher = group.Fisher is null ? null : Fisher(group.Fisher),
            Fragile = group.IsFragile,
            UnderMinimumShare = group.IsUnderMinimumShare,
        };
        IfShown(group.Considered, value => message.Considered = value);
        IfShown(group.Selected, value => message.Selected = value);
        group.TwoProportionZ.IfKnown(value => message.TwoProportionZ = value);
        return message;
    }

    private static V1.FisherTest Fisher(FisherExact fisher)
    {
        var message = new V1.FisherTest { OddsRatio = fisher.OddsRatio.ToMessage() };
        fisher.PValue.IfKnown(value => message.PValue = value);
        return message;
    }

    private static void IfShown(long? count, Action<long> set)
    {
        if (count is long shown)
        {
            set(shown);
        }
    }
}
