using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.V1;
using static Assessment.Cli.Calibration.ReportText;
using static Assessment.Cli.Committee.EstimateText;
using Table = Spectre.Console.Table;

namespace Assessment.Cli.Committee;

/// <summary>Severities, fair scores and difficulties of a stored report: one ranking for each component, never one over several.</summary>
internal sealed class RankingTables(CalibrationReport report, Terminal terminal, int rows)
{
    private const int Islands = 3; // components shown one by one

    private bool Several => report.Severity.Components.Count > 1;

    public void Severity()
    {
        var section = report.Severity;
        ReportTables.Head(terminal, $"4  Severity, in {section.Unit}; positive is severe");
        Empty();
        foreach (var component in section.Components.Take(Islands))
        {
            Title(component);
            terminal.Say($"{component.Method}; {component.Status}{(component.Model is { } model ? $" after {model.Iterations} steps" : "")}.");
            if (component.Reason.Length > 0 && component.Status != "Converged")
            {
                terminal.Say(component.Reason);
            }

            var sets = component.Interviewers.Where(Placed).GroupBy(interviewer => interviewer.ComparableSet).OrderBy(set => set.Key).ToArray();
            for (int i = 0; i < Math.Min(sets.Length, Islands); i++)
            {
                if (sets.Length > 1)
                {
                    terminal.Say($"Set {i + 1} of {sets.Length} that share no criterion: compare within the set only.");
                }

                Severities([.. sets[i].OrderByDescending(Figure).ThenBy(interviewer => interviewer.InterviewerId, StringComparer.Ordinal)]);
            }

            ReportTables.Rest(terminal, component.Interviewers.Count(interviewer => !Placed(interviewer)), "interviewers without a severity: withheld, or not estimated");
            if (component.Model?.InterviewerSeparation is { } separation)
            {
                terminal.Say(
                    $"Interviewers: SD {ReportText.Figure(Known(separation.HasStandardDeviation, separation.StandardDeviation))}, "
                    + $"mean error {ReportText.Figure(Known(separation.HasRootMeanSquareError, separation.RootMeanSquareError))}, "
                    + $"reliability {ReportText.Figure(Known(separation.HasReliability, separation.Reliability))}.");
            }
        }

        ReportTables.Rest(terminal, section.Components.Count - Islands, "components");
        ReportTables.Rest(terminal, section.UnplacedInterviewers.Count, "interviewers whose ratings all lie at an end of the scale: no severity");
    }

    public void FairScores()
    {
        ReportTables.Head(terminal, "5  Fair scores, on the scale of the ratings: as from an interviewer of mean severity");
        Empty();
        var scores = report.FairScores.ToLookup(score => (score.Component, score.Subset));
        foreach (var component in report.Severity.Components.Take(Islands))
        {
            Title(component);
            FairScore[] all = [.. scores[(component.Component, component.Subset)]];
            FairScore[] scored = [.. all.Where(score => score.HasRank).OrderBy(score => score.Rank).ThenBy(score => score.CandidateId, StringComparer.Ordinal)];
            if (scored.Length == 0)
            {
                terminal.Say($"No fair score for {Whole(all.Length)} candidates.");
                continue;
            }

            Ranking(scored, component);
            int flips = scored.Count(score => score.PassesFair != score.PassesObserved);
            terminal.Say(
                $"Passes: {component.CutRule} ({ReportText.Figure(Known(component.HasObservedCut, component.ObservedCut))} by mean level, "
                + $"{ReportText.Figure(Known(component.HasFairCut, component.FairCut))} by fair score). {Whole(flips)} of {Whole(scored.Length)} decisions flip;");
            terminal.Say($"the mean change is {ReportText.Figure(scored.Average(score => Math.Abs(score.Shift)))} scale points either way.");
        }

        ReportTables.Rest(terminal, report.Severity.Components.Count - Islands, "components");
        ReportTables.Rest(terminal, report.Severity.UnplacedCandidates.Count, "candidates without a fair score: all who could place them are at an end of the scale");
    }

    public void Criteria()
    {
        ReportTables.Head(terminal, "6  Criteria");
        var measures = report.Criteria.Components.FirstOrDefault();
        var logits = (measures?.Criteria ?? []).ToDictionary(measure => measure.Criterion, StringComparer.Ordinal);
        CriterionStatistics[] rated = [.. report.Criteria.Statistics.Where(criterion => criterion.Ratings > 0)];
        CriterionStatistics[] shown = [.. rated.OrderByDescending(criterion => criterion.Concerns.DefaultIfEmpty().Max()).Take(4 * rows)];
        var table = Grid.Of("Criterion", ">Ratings", ">Difficulty", ">Logits", ">Item-rest r", ">95% interval", ">Infit", "Look at");
        foreach (var criterion in shown)
        {
            var measure = logits.GetValueOrDefault(criterion.Criterion);
            table.Add(
                Name(criterion.Criterion), Whole(criterion.Ratings), Value(criterion.Difficulty.Estimate), SignedValue(measure?.Difficulty),
                Value(criterion.Discrimination.Estimate), Interval(criterion.Discrimination.Estimate),
                ReportText.Figure(Known(measure?.Fit is { HasInfit: true, Status: EstimateStatus.Ok }, measure?.Fit?.Infit ?? 0)),
                Concerns(criterion.Concerns));
        }

        terminal.Write(table);
        ReportTables.Rest(terminal, rated.Length - shown.Length, "criteria");
        if (measures is not null && report.Criteria.Components.Count > 1)
        {
            terminal.Say($"Logits and infit are those of component {measures.Component}; each component has its own in the JSON.");
        }

        int disordered = report.Criteria.Components.Sum(component => component.Thresholds.Count(threshold => threshold.Disordered));
        terminal.Say(disordered == 0
            ? "No thresholds are disordered."
            : $"{Whole(disordered)} thresholds DISORDERED: a level that is nowhere the likeliest.");
    }

    /// <summary>The last two, which weigh the most; how many more there are is said.</summary>
    private static string Concerns(IReadOnlyList<CriterionConcern> concerns) =>
        string.Join(", ", concerns.TakeLast(2).Select(EnumWords.Phrase)) + (concerns.Count > 2 ? $" +{concerns.Count - 2}" : "");

    private static bool Placed(InterviewerSeverity interviewer) => interviewer.Shrunken is { HasValue: true } || interviewer.Severity is { HasValue: true };

    private static double Figure(InterviewerSeverity interviewer) =>
        interviewer.Shrunken is { HasValue: true } shrunken ? shrunken.Value : interviewer.Severity.Value;

    private void Severities(InterviewerSeverity[] ranked)
    {
        var chart = new IntervalChart(ranked.Select(interviewer => interviewer.Shrunken), reference: 0);
        var table = Grid.Of("Interviewer", ">Ratings", ">Linked", ">Raw", ">Shrunken", ">95% interval", chart.Head, ">Shift", "Remark");
        Fill(table, ranked, interviewer => table.Add(
            Name(interviewer.InterviewerId), Whole(interviewer.Ratings), Whole(interviewer.LinkedCandidates), SignedValue(interviewer.Severity),
            SignedValue(interviewer.Shrunken), Interval(interviewer.Shrunken), chart.Of(interviewer.Shrunken),
            Signed(Known(interviewer.HasFairShift, interviewer.FairShift)),
            interviewer.Extreme is ExtremeKind.None or ExtremeKind.Unspecified ? "" : $"all {EnumWords.Phrase(interviewer.Extreme)}"));
        terminal.Write(table);
    }

    private void Ranking(FairScore[] ranked, SeverityComponent component)
    {
        var chart = new IntervalChart(ranked.Select(score => score.FairScore_), component.HasFairCut ? component.FairCut : null);
        var table = Grid.Of("Candidate", ">Ratings", ">Mean", ">Fair", ">95% interval", chart.Head, ">Change", "Decision");
        Fill(table, ranked, score => table.Add(
            Name(score.CandidateId), Whole(score.FairScore_.N), ReportText.Figure(Known(score.HasObservedAverage, score.ObservedAverage)),
            Value(score.FairScore_), Interval(score.FairScore_), chart.Of(score.FairScore_), Signed(score.Shift),
            (score.PassesFair ? "passes" : "does not") + (score.PassesFair != score.PassesObserved ? ", FLIPS" : "")));
        terminal.Write(table);
    }

    private void Fill<T>(Table table, T[] ranked, Action<T> add)
    {
        int head = ranked.Length <= 2 * rows ? ranked.Length : rows;
        Array.ForEach(ranked[..head], add);
        int tail = Math.Max(head, ranked.Length - rows);
        if (tail > head)
        {
            table.Add($"… {Whole(tail - head)} more");
        }

        Array.ForEach(ranked[tail..], add);
    }

    private void Title(SeverityComponent component)
    {
        if (Several)
        {
            terminal.Say($"Component {component.Component}, subset {component.Subset}: {Whole(component.Interviewers.Count)} interviewers, {Whole(component.Candidates)} candidates");
        }
    }

    private void Empty()
    {
        if (report.Severity.Components.Count == 0)
        {
            terminal.Say($"None: {report.Severity.Reason}.");
        }
    }
}
