using Assessment.Calibration;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;

namespace Assessment.Reports;

/// <summary>Bias as the contract's messages.</summary>
/// <remarks>
/// A group's bias is against the rater's other groups: of two groups each tells the other, and of more a rater's totals tell the one that
/// is missing. So where policy withholds a rater's cell of a group, the rater's hidden cells are made at least two with the minimum of
/// candidates together, the smallest first. Cells of a rater whose severity protects another's go as well.
/// </remarks>
internal sealed class BiasMessage
{
    private readonly CalibrationReport _report;
    private readonly Withholding _withholding;

    public BiasMessage(CalibrationReport report, Withholding withholding)
    {
        (_report, _withholding) = (report, withholding);
        Sections = [.. report.Bias.Select(Section)];
    }

    /// <summary>By component and facet.</summary>
    public IReadOnlyList<V1.BiasSection> Sections { get; }

    /// <summary>Cells that were withheld only to protect others.</summary>
    public long Complementary { get; private set; }

    private V1.BiasSection Section(BiasReport section)
    {
        Interaction[] shown = [.. section.Cells.Where(cell => !_withholding.ComplementarySeverities.Contains(cell.Rater))];
        if (section.Facet == InteractionFacet.Group)
        {
            shown = Protected(shown);
        }

        Complementary += section.Cells.Count - shown.Length;
        var message = new V1.BiasSection
        {
            Component = section.Component + 1,
            Subset = section.Subset + 1,
            Facet = section.Facet == InteractionFacet.Group ? V1.BiasFacet.Group : V1.BiasFacet.Criterion,
            Reason = section.Reason,
            Withheld = section.Withheld + section.Cells.Count - shown.Length,
        };
        if (message.Withheld == 0)
        {
            section.ChiSquare.IfKnown(value => message.ChiSquare = value);
        }

        section.Variance.IfKnown(value => message.Variance = value);
        message.Cells.Add(shown.Select(cell => Cell(section.Facet, cell)));
        return message;
    }

    private Interaction[] Protected(Interaction[] cells)
    {
        RatingTable table = _report.Table;
        var kept = new List<Interaction>(cells.Length);
        foreach (IGrouping<int, Interaction> rater in cells.GroupBy(cell => cell.Rater))
        {
            int[] candidates = CandidatesByGroup(table, rater.Key);
            List<Interaction> shown = [.. rater.OrderByDescending(cell => candidates[cell.Element]).ThenBy(cell => cell.Element)];
            int[] hidden = [.. Enumerable.Range(0, table.GroupCount).Where(g => candidates[g] > 0 && shown.TrueForAll(cell => cell.Element != g))];
            int places = hidden.Length, people = hidden.Sum(group => candidates[group]);
            while (shown.Count > 0 && places > 0 && (places == 1 || people < _report.Options.MinimumCell))
            {
                (places, people) = (places + 1, people + candidates[shown[^1].Element]);
                shown.RemoveAt(shown.Count - 1);
            }

            kept.AddRange(shown.OrderBy(cell => cell.Element));
        }

        return [.. kept];
    }

    private static int[] CandidatesByGroup(RatingTable table, int rater)
    {
        var counts = new int[table.GroupCount];
        int last = -1;
        foreach (int row in table.ByRater.RowsOf(rater)) // ascending, so that a candidate's rows are together
        {
            int candidate = table.Candidates[row], group = table.GroupOfCandidate[candidate];
            counts[Math.Max(group, 0)] += candidate != last && group >= 0 ? 1 : 0;
            last = candidate;
        }

        return counts;
    }

    private V1.BiasCell Cell(InteractionFacet facet, Interaction cell)
    {
        RatingTable table = _report.Table;
        var message = new V1.BiasCell
        {
            InterviewerId = table.RaterNames[cell.Rater],
            Element = facet == InteractionFacet.Group ? table.GroupNames[cell.Element] : table.CriterionNames[cell.Element],
            Bias = cell.Bias.ToMessage(),
            ShrunkenBias = cell.Shrunken.ToMessage(),
            Flagged = cell.IsFlagged,
            HeldShift = cell.Held.ToMessage(),
        };
        cell.T.IfKnown(value => message.T = value);
        cell.PValue.IfKnown(value => message.PValue = value);
        cell.AdjustedPValue.IfKnown(value => message.AdjustedPValue = value);
        cell.FalseSignRate.IfKnown(value => message.FalseSignRate = value);
        cell.ObservedScore.IfKnown(value => message.ObservedScore = value);
        cell.ExpectedScore.IfKnown(value => message.ExpectedScore = value);
        return message;
    }
}
