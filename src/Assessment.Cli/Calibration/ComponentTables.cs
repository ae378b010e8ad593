using Assessment.Calibration.Criteria;
using Assessment.Calibration.Rasch;
using Assessment.Calibration.Report;
using Assessment.Cli.Output;
using static Assessment.Cli.Calibration.ReportText;

namespace Assessment.Cli.Calibration;

/// <summary>Severities, fair scores and difficulties: one ranking for each component, never one over several.</summary>
internal sealed class ComponentTables(CalibrationReport report, Terminal terminal, int rows)
{
    private const int Islands = 3; // components shown one by one

    private bool Several => report.Severity.Components.Count > 1;

    public void Severity()
    {
        ReportTables.Head(terminal, $"4  Severity, in {report.Severity.Unit}; positive is severe");
        Empty();
        foreach (SeverityComponent component in report.Severity.Components.Take(Islands))
        {
            Title(component);
            terminal.Say($"{component.Method}; {component.Status}{(component.Model is { } m ? $" after {m.Iterations} steps, log-likelihood {Figure(m.LogLikelihood)}" : "")}.");
            if (component.Reason.Length > 0 && component.Status != "Converged")
            {
                terminal.Say(component.Reason);
            }

            foreach (var set in component.Raters.Where(r => r.Shrunken.HasValue || r.Severity.HasValue).GroupBy(r => r.ComparableSet).OrderBy(g => g.Key).Take(Islands))
            {
                if (component.Model is { ComparableSets: > 1 })
                {
                    terminal.Say($"Raters {set.Key + 1} of {component.Model.ComparableSets} sets that share no criterion: compare within the set only.");
                }

                Ranking([.. set.OrderByDescending(r => r.Shrunken.HasValue ? r.Shrunken.Value : r.Severity.Value).ThenBy(r => r.Rater)]);
            }

            if (component.Model is { HasMeasures: true } model)
            {
                SeparationSummary s = model.RaterSeparation;
                terminal.Say(
                    $"Raters: SD {Figure(s.StandardDeviation)}, mean error {Figure(s.RootMeanSquareError)}, separation {Figure(s.Separation)}, strata {Figure(s.Strata)}, reliability {Figure(s.Reliability)}.");
            }
        }

        ReportTables.Rest(terminal, report.Severity.Components.Count - Islands, "components");
        ReportTables.Rest(terminal, report.Severity.UnplacedRaters.Count, "raters whose ratings all lie at an end of the scale: no severity");
    }

    public void FairScores()
    {
        ReportTables.Head(terminal, "5  Fair scores, on the scale of the ratings: as from a rater of mean severity");
        Empty();
        foreach (SeverityComponent component in report.Severity.Components.Take(Islands))
        {
            Title(component);
            var highest = new PriorityQueue<CandidateFairScore, (double, int)>();
            var lowest = new PriorityQueue<CandidateFairScore, (double, int)>();
            long flips = 0, scored = 0;
            double change = 0;
            foreach (CandidateFairScore score in component.Candidates)
            {
                if (double.IsFinite(score.FairScore.Value))
                {
                    scored++;
                    flips += score.Flips ? 1 : 0;
                    change += Math.Abs(score.Change);
                    Keep(highest, score, (score.FairScore.Value, -score.Candidate));
                    Keep(lowest, score, (-score.FairScore.Value, score.Candidate));
                }
            }

            var top = Drained(highest);
            var bottom = Drained(lowest).AsEnumerable().Reverse().Where(b => top.TrueForAll(t => t.Candidate != b.Candidate)).ToList();
            var table = Grid.Of("Candidate", ">Ratings", ">Mean level", ">Fair score", ">95% interval", ">Change", "Decision");
            Fill(table, top, score => table.Add(
                Name(score.Name), Whole(score.FairScore.N), Figure(score.ObservedAverage), Value(score.FairScore), Interval(score.FairScore),
                Signed(score.Change), Decision(score)), bottom, scored);
            terminal.Write(table);
            terminal.Say(
                $"Passes: {component.CutRule} ({Figure(component.ObservedCut)} by mean level, {Figure(component.FairCut)} by fair score). "
                + $"{Whole(flips)} of {Whole(scored)} decisions flip;");
            terminal.Say($"the mean change is {Figure(change / scored)} scale points either way.");
        }

        ReportTables.Rest(terminal, report.Severity.Components.Count - Islands, "components");
        ReportTables.Rest(terminal, report.Severity.UnplacedCandidates.Count, "candidates without a fair score: all who could place them are at an end of the scale");
    }

    public void Criteria()
    {
        ReportTables.Head(terminal, "6  Criteria");
        var measures = report.Severity.Components.Where(c => c.Model is { HasMeasures: true }).Take(Islands).ToList();
        var logits = (measures.FirstOrDefault()?.Model?.Criteria ?? []).ToDictionary(c => c.Criterion);
        var table = Grid.Of("Criterion", ">Ratings", ">Difficulty", ">Logits", ">Item-rest r", ">95% interval", ">Infit", "Look at");
        var shown = report.Criteria.Where(c => c.Ratings > 0).Take(4 * rows).ToList();
        foreach (CriterionStatistics criterion in shown)
        {
            bool known = logits.TryGetValue(criterion.Criterion, out CriterionMeasure? measure);
            bool fits = known && measure!.Fit.N >= report.Options.MinimumFitRatings;
            table.Add(
                Name(report.Table.CriterionNames[criterion.Criterion]), Whole(criterion.Ratings), Value(criterion.Difficulty.Estimate),
                known ? SignedValue(measure!.Difficulty) : Figures.Absent, Value(criterion.Discrimination.Estimate), Interval(criterion.Discrimination.Estimate),
                fits ? Figure(measure!.Fit.Infit) : Figures.Absent,
                string.Join(", ", ComponentJson.ConcernsOf(criterion).Select(ReportTables.Words)));
        }

        terminal.Write(table);
        ReportTables.Rest(terminal, report.Criteria.Count - shown.Count, "criteria");
        if (Several && measures.Count > 0)
        {
            terminal.Say($"Logits and infit are those of component {measures[0].Component + 1}; each component has its own in the JSON.");
        }

        foreach (SeverityComponent component in measures)
        {
            ThresholdMeasure[] thresholds = [.. component.Model!.Thresholds];
            string values = thresholds.Length > 0 && thresholds[0].Criterion < 0
                ? string.Join(", ", thresholds.Select(t => $"{t.FromLevel}>{t.ToLevel} {SignedValue(t.Value)}"))
                : $"{Whole(thresholds.Length)} thresholds, by criterion in the JSON";
            int disordered = thresholds.Count(t => t.IsDisordered);
            terminal.Say(
                $"Thresholds{(Several ? $" of component {component.Component + 1}" : "")}: {values}; "
                + (disordered == 0 ? "none disordered." : $"{disordered} DISORDERED: a level that is nowhere the likeliest."));
        }
    }

    private void Ranking(List<RaterSeverity> ranked)
    {
        var table = Grid.Of("Rater", ">Ratings", ">Linked", ">Raw", ">95% interval", ">Shrunken", ">95% interval", ">Shift", "Remark");
        int head = ranked.Count <= 2 * rows ? ranked.Count : rows;
        Fill(table, ranked.Take(head).ToList(), rater => table.Add(
            Name(rater.Name), Whole(rater.Links.Ratings), Whole(rater.Links.LinkedCandidates), SignedValue(rater.Severity), Interval(rater.Severity),
            SignedValue(rater.Shrunken), Interval(rater.Shrunken), Signed(rater.FairShift),
            rater.Extreme == ExtremeKind.None ? "" : $"all {ReportTables.Words(rater.Extreme.ToString())}"),
            ranked.Skip(Math.Max(head, ranked.Count - rows)).ToList(), ranked.Count);
        terminal.Write(table);
    }

    private static void Fill<T>(Spectre.Console.Table table, List<T> top, Action<T> add, List<T> bottom, long all)
    {
        top.ForEach(add);
        if (all > top.Count + bottom.Count)
        {
            table.Add($"… {Whole(all - top.Count - bottom.Count)} more");
        }

        bottom.ForEach(add);
    }

    private void Keep(PriorityQueue<CandidateFairScore, (double, int)> queue, CandidateFairScore score, (double, int) priority)
    {
        if (queue.Count < rows)
        {
            queue.Enqueue(score, priority);
        }
        else if (rows > 0)
        {
            queue.EnqueueDequeue(score, priority);
        }
    }

    private static List<CandidateFairScore> Drained(PriorityQueue<CandidateFairScore, (double, int)> queue)
    {
        var list = new List<CandidateFairScore>();
        while (queue.TryDequeue(out CandidateFairScore score, out _))
        {
            list.Insert(0, score);
        }

        return list;
    }

    private static string Decision(CandidateFairScore score) =>
        (score.PassesFair == true ? "passes" : "does not pass") + (score.Flips ? ", FLIPS" : "");

    private void Title(SeverityComponent component)
    {
        if (Several)
        {
            terminal.Say($"Component {component.Component + 1}, subset {component.Subset + 1}: {Whole(component.Raters.Count)} raters, {Whole(component.CandidateCount)} candidates");
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
