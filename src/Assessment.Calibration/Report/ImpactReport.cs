using Assessment.Calibration.Impact;

namespace Assessment.Calibration.Report;

/// <summary>Adverse impact by mean levels and by fair scores.</summary>
/// <param name="Basis">What counts as selected.</param>
/// <param name="Observed">By mean level received.</param>
/// <param name="Fair">By fair score.</param>
public sealed record ImpactReport(string Basis, AdverseImpact Observed, AdverseImpact Fair)
{
    /// <summary>Null when the table has no groups. Cuts are each component's own, so nobody is compared across components.</summary>
    internal static ImpactReport? Of(RatingTable table, SeverityReport severity, CalibrationOptions options)
    {
        if (table.GroupCount == 0)
        {
            return null;
        }

        var observed = new Counts(table);
        var fair = new Counts(table);
        foreach (SeverityComponent component in severity.Components)
        {
            foreach (CandidateFairScore score in component.Candidates)
            {
                observed.Add(score.Candidate, score.PassesObserved);
                if (score.PassesFair is bool passes)
                {
                    fair.Add(score.Candidate, passes);
                }
            }
        }

        var policy = new ImpactOptions { MinimumCell = options.MinimumCell, MinimumSharePercent = options.MinimumSharePercent };
        return new ImpactReport(
            options.Cut is double cut
                ? FormattableString.Invariant($"selected: a score of at least {cut}")
                : "scoring rate: a score above the median of the own component",
            AdverseImpact.Of(observed.Outcomes(), policy), AdverseImpact.Of(fair.Outcomes(), policy));
    }

    private sealed class Counts(RatingTable table)
    {
        private readonly long[] _selected = new long[table.GroupCount + 1]; // the last is unknown
        private readonly long[] _considered = new long[table.GroupCount + 1];

        public void Add(int candidate, bool selected)
        {
            int group = table.GroupOfCandidate[candidate] < 0 ? table.GroupCount : table.GroupOfCandidate[candidate];
            _considered[group]++;
            _selected[group] += selected ? 1 : 0;
        }

        public GroupOutcomes Outcomes() => new(
            [.. table.GroupNames.Select((name, g) => new GroupOutcome(name, _selected[g], _considered[g]))],
            _selected[^1], _considered[^1], table.CandidateCount - _considered.Sum());
    }
}
