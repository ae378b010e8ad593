using Assessment.Calibration.Impact;
using Assessment.Reports;
using Assessment.Server.Names;
using Assessment.Storage;
using Assessment.V1;
using Basis = Assessment.V1.GetImpactReportRequest.Types.Basis;
using Decision = Assessment.Storage.Decision;
using Outcome = Assessment.V1.Decision.Types.Outcome;

namespace Assessment.Server.Calibrations;

/// <summary>Adverse impact over the candidates of a report. The one place where group labels are read, and only sums leave it.</summary>
internal sealed class ImpactTables(StoredReports reports, GroupLabelStore labels, DecisionStore decisions, Limits limits)
{
    private const string Crossing = " × ";

    /// <summary>The table of one category, or of two crossed.</summary>
    public async Task<ImpactReport> MakeAsync(
        string tenant, Guid? id, IReadOnlyList<string> categories, Basis basis, CancellationToken cancellation)
    {
        var report = await reports.LoadAsync(tenant, id, from: 0, take: int.MaxValue, cancellation);
        var groupOf = GroupsOf(await labels.ReadAsync(tenant, cancellation), categories);
        var selected = basis == Basis.Decision
            ? await DecidedAsync(tenant, report, cancellation)
            : [.. report.FairScores.Select(score => basis == Basis.FairScore
                ? (score.HasPassesFair ? score.PassesFair : (bool?)null)
                : score.PassesObserved)];
        var counts = new SortedDictionary<string, (long Selected, long Considered)>(StringComparer.Ordinal);
        (long Selected, long Considered) unknown = default;
        for (int i = 0; i < selected.Length; i++)
        {
            if (selected[i] is not { } passes)
            {
                continue;
            }

            int one = passes ? 1 : 0;
            if (groupOf(report.FairScores[i].CandidateId) is { } group)
            {
                var (sum, n) = counts.GetValueOrDefault(group);
                counts[group] = (sum + one, n + 1);
            }
            else
            {
                unknown = (unknown.Selected + one, unknown.Considered + 1);
            }
        }

        var options = ImpactOptions.Default;
        var outcomes = new GroupOutcomes(
            [.. counts.Select(count => new GroupOutcome(count.Key, count.Value.Selected, count.Value.Considered))],
            unknown.Selected, unknown.Considered, selected.LongCount(one => one is null));
        return new ImpactReport
        {
            Name = $"{report.Name}/impactReport",
            Categories = { categories },
            Basis = InWords(basis, report),
            Impact = ImpactMessage.Of(Assessment.Calibration.Impact.AdverseImpact.Of(outcomes, options)),
            MinimumCell = options.MinimumCell,
        };
    }

    /// <summary>From a candidate to the group; null when a category has no label of theirs.</summary>
    private static Func<string, string?> GroupsOf(IReadOnlyList<Storage.GroupLabel> labels, IReadOnlyList<string> categories)
    {
        var known = labels.ToDictionary(label => (label.Category, label.CandidateId), label => label.Label);
        return candidate =>
        {
            string?[] found = [.. categories.Select(category => known.GetValueOrDefault((category, candidate)))];
            return found.Contains(null) ? null : string.Join(Crossing, found);
        };
    }

    /// <summary>Whether each candidate was decided to be hired; null without a decision.</summary>
    private async Task<bool?[]> DecidedAsync(string tenant, CalibrationReport report, CancellationToken cancellation)
    {
        var violations = new Errors.FieldViolations(limits); // the names are ours
        Guid[] interviews = [.. report.FairScores.Select(score => ResourceNames.ParseInterview(violations, "", score.Interview))];
        var newest = await decisions.NewestAsync(tenant, [.. interviews.Distinct()], cancellation);
        return [.. interviews.Select(interview => newest.GetValueOrDefault(interview) is { } decision
            && (Outcome)decision.Outcome != Outcome.Continue ? IsHire(decision) : (bool?)null)];
    }

    private static bool IsHire(Decision decision) => (Outcome)decision.Outcome is Outcome.Hire or Outcome.HireAndTrain;

    private static string InWords(Basis basis, CalibrationReport report)
    {
        string rule = report.Options.HasCut
            ? FormattableString.Invariant($"of at least {report.Options.Cut}")
            : "above the median of the own component (scoring rate)";
        return basis switch
        {
            Basis.Decision => "selected: a recorded decision to hire, or to hire and train, on the candidate's first interview",
            Basis.FairScore => $"selected: a fair score {rule}",
            _ => $"selected: a mean level {rule}",
        };
    }
}
