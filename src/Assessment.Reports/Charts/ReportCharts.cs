namespace Assessment.Reports;

/// <summary>The charts of a calibration report; null where there is nothing to draw.</summary>
internal static class ReportCharts
{
    public static IChart? Connectivity(V1.CalibrationReport report)
    {
        V1.DesignHealth design = report.Design;
        if (design.Components.Count == 0)
        {
            return null;
        }

        if (report.Inputs.InterviewerCount > GroupGraph.MostNames)
        {
            return Parts(design);
        }

        return new GroupGraph
        {
            Title = "Who shares candidates with whom",
            Description = $"{design.Components.Count} groups of interviewers; lines join those who rated the same candidates. {Shared(design.SharedPairs)}",
            Groups = [.. design.Components.Select(component => (
                $"Component {component.Component}: {Words.Counted(component.Candidates, "candidate", "candidates")}",
                (IReadOnlyList<string>)[.. report.Interviewers.Where(each => each.Component == component.Component).Select(each => each.InterviewerId)]))],
            Links = [.. design.SharedPairs.Listed.Select(pair => (pair.FirstInterviewerId, pair.SecondInterviewerId, pair.SharedCandidates))],
            Legend = [(new Mark(MarkShape.Dot, "a"), "interviewer"), (new Mark(MarkShape.Link, "n"), "candidates in common: the thicker, the more")],
        };
    }

    public static string Shared(V1.SharedPairs pairs) => pairs.Count == 0 ? "No two interviewers share a candidate."
        : $"{Words.Counted(pairs.Count, "pair", "pairs")} of interviewers share candidates: {pairs.Fewest} at the fewest, {pairs.Median} in the middle, {pairs.Most} at the most.";

    public static IChart? Reliability(V1.CalibrationReport report)
    {
        V1.PanelForecast[] panels = [.. report.Variance.DecisionStudy.Where(panel => panel.Phi.HasValue)];
        return panels.Length < 2 ? null : new CurveChart
        {
            Title = "Dependability Φ by number of interviewers",
            Description = $"Φ rises from {Words.Figure(panels[0].Phi.Value)} with {panels[0].Interviewers} to {Words.Figure(panels[^1].Phi.Value)} with {panels[^1].Interviewers} interviewers a candidate; the target is {Words.Figure(report.Options.TargetDependability)}.",
            Points = [.. panels.Select(panel => (
                panel.Interviewers, panel.Phi.Value, panel.Phi.HasLower ? panel.Phi.Lower : double.NaN, panel.Phi.HasUpper ? panel.Phi.Upper : double.NaN))],
            AxisTitle = "interviewers a candidate",
            Target = report.Options.TargetDependability,
            Legend = [(new Mark(MarkShape.Dot, "a"), "Φ, with its 95 % interval shaded"), (new Mark(MarkShape.Link, "b"), $"dashed: the target, {Words.Figure(report.Options.TargetDependability)}")],
        };
    }

    /// <summary>Severities with their intervals; of many, those farthest from the average.</summary>
    public static IChart? Severities(V1.CalibrationReport report)
    {
        PlacedSeverity[] all = [.. PlacedSeverity.Of(report).Where(row => row.Interviewer.Shrunken.HasValue)];
        HashSet<PlacedSeverity> extreme = [.. all.OrderByDescending(row => Math.Abs(row.Interviewer.Shrunken.Value)).Take(RowChart.MostRows)];
        PlacedSeverity[] shown = [.. all.Where(extreme.Contains)];
        bool several = shown.Select(row => (row.Component.Component, row.Component.Subset)).Distinct().Count() > 1;
        return shown.Length == 0 ? null : new RowChart
        {
            Title = "Severity of interviewers, with 95 % intervals",
            Description = $"{shown.Length} interviewers, the most severe first; {ReportFindings.Reliably(report, true).Count()} are reliably more severe and {ReportFindings.Reliably(report, false).Count()} reliably more lenient than the average.",
            Rows = [.. shown.Select((row, i) => Severity(row, Head(several, i == 0 ? null : shown[i - 1].Component, row.Component)))],
            AxisTitle = $"← lenient · severity in {report.Severity.Unit} · severe →",
            Reference = 0,
            More = all.Length - shown.Length,
            Legend =
            [
                (new Mark(MarkShape.Square, "b"), "reliably severe"), (new Mark(MarkShape.Dot, "a"), "reliably lenient"),
                (new Mark(MarkShape.Ring, "n"), "not told from the average"),
            ],
        };
    }

    /// <summary>Mean levels and fair scores; of many, the largest shifts.</summary>
    public static IChart? FairScores(V1.CalibrationReport report)
    {
        V1.FairScore[] all = [.. SeveritySheets.Ranked(report).Where(score => score is { FairScore_.HasValue: true, HasShift: true })];
        HashSet<V1.FairScore> largest = new(all.OrderByDescending(score => Math.Abs(score.Shift)).Take(RowChart.MostRows), ReferenceEqualityComparer.Instance);
        V1.FairScore[] shown = [.. all.Where(largest.Contains)];
        bool several = shown.Select(score => (score.Component, score.Subset)).Distinct().Count() > 1;
        return shown.Length == 0 ? null : new RowChart
        {
            Title = "Mean level and fair score of candidates",
            Description = $"{shown.Length} candidates by fair score, each with the mean level received, the fair score and its 95 % interval.",
            Rows = [.. shown.Select((score, i) => Candidate(score, several && (i == 0 || (shown[i - 1].Component, shown[i - 1].Subset) != (score.Component, score.Subset))))],
            AxisTitle = "scale of the ratings",
            More = all.Length - shown.Length,
            Legend =
            [
                (new Mark(MarkShape.Ring, "n"), "mean level received"), (new Mark(MarkShape.Dot, "a"), "fair score, with its 95 % interval"),
                (new Mark(MarkShape.Square, "b"), "fair score that changes a decision"),
            ],
        };
    }

    /// <summary>Shares of levels by interviewer; of many, those with the most ratings.</summary>
    public static IChart? ScaleUse(V1.CalibrationReport report)
    {
        V1.InterviewerProfile[] all = [.. report.Interviewers.Where(each => each.Use is not null && each.Ratings > 0)];
        V1.InterviewerProfile[] shown = [.. all.OrderByDescending(each => each.Ratings).Take(RowChart.MostRows).OrderBy(each => each.Use.Mean)];
        int levels = report.Inputs.HighestLevel - report.Inputs.LowestLevel + 1;
        return shown.Length == 0 ? null : new RowChart
        {
            Title = "Use of the scale: share of each level",
            Description = $"{shown.Length} interviewers, the lowest mean level first; each bar is divided by level, from the lowest at the left to the highest at the right.",
            Rows = [.. shown.Select(each => Use(each, report.Inputs.LowestLevel, levels))],
            AxisTitle = "share of ratings, %",
            Axis = Axis.Over([0, 100], 5),
            More = all.Length - shown.Length,
            Legend = levels > 10 ? [] : [.. Enumerable.Range(0, levels).Select(i => (new Mark(MarkShape.Segment, Ink(i, levels)), $"level {report.Inputs.LowestLevel + i}"))],
        };
    }

    private static RowChart Parts(V1.DesignHealth design) => new()
    {
        Title = "Parts of the design by number of candidates",
        Description = $"{design.Components.Count} parts that share nobody, the largest with {design.Components[0].Candidates} candidates.",
        Rows = [.. design.Components.Take(RowChart.MostRows).Select(component => new ChartRow(
            $"Component {component.Component}", [new Mark(MarkShape.Segment, "a", 0, component.Candidates)], $"{Words.Whole(component.Interviewers)} interviewers"))],
        AxisTitle = "candidates",
        Reference = 0,
        More = Math.Max(0, design.Components.Count - RowChart.MostRows),
    };

    private static ChartRow Severity(PlacedSeverity row, string head)
    {
        V1.Estimate shrunken = row.Interviewer.Shrunken;
        double mean = row.Component.Model is { HasMeanSeverity: true } model ? model.MeanSeverity : 0;
        bool severe = shrunken.HasLower && shrunken.Lower > mean, lenient = shrunken.HasUpper && shrunken.Upper < mean;
        string ink = severe ? "b" : lenient ? "a" : "n";
        Mark point = new(severe ? MarkShape.Square : lenient ? MarkShape.Dot : MarkShape.Ring, ink, shrunken.Value);
        return new ChartRow(
            row.Interviewer.InterviewerId, shrunken.HasLower ? [new Mark(MarkShape.Interval, ink, shrunken.Lower, shrunken.Upper), point] : [point],
            Words.Figure(shrunken.Value, 2, signed: true), head);
    }

    private static string Head(bool several, V1.SeverityComponent? before, V1.SeverityComponent component) =>
        several && !ReferenceEquals(before, component) ? $"Component {component.Component}: not to be compared with others" : "";

    private static ChartRow Candidate(V1.FairScore score, bool first)
    {
        V1.Estimate fair = score.FairScore_;
        bool changes = score.PassesFair != score.PassesObserved;
        string ink = changes ? "b" : "a";
        List<Mark> marks = fair.HasLower ? [new Mark(MarkShape.Interval, ink, fair.Lower, fair.Upper)] : [];
        marks.Add(new Mark(MarkShape.Ring, "n", score.ObservedAverage));
        marks.Add(new Mark(changes ? MarkShape.Square : MarkShape.Dot, ink, fair.Value));
        return new ChartRow(
            score.CandidateId, marks, $"{Words.Figure(score.ObservedAverage)} → {Words.Figure(fair.Value)}",
            first ? $"Component {score.Component}: not to be compared with others" : "");
    }

    private static ChartRow Use(V1.InterviewerProfile interviewer, int lowest, int levels)
    {
        var marks = new List<Mark>();
        double total = interviewer.Use.LevelCounts.Sum(), from = 0;
        for (int i = 0; i < levels; i++)
        {
            double to = from + (100 * interviewer.Use.LevelCounts[i] / total);
            if (to > from)
            {
                marks.Add(new Mark(MarkShape.Segment, Ink(i, levels), from, to, $"{lowest + i}"));
            }

            from = to;
        }

        return new ChartRow(interviewer.InterviewerId, marks, $"mean {Words.Figure(interviewer.Use.Mean)}");
    }

    private static string Ink(int level, int levels) => $"l{1 + (int)Math.Round(4.0 * level / Math.Max(1, levels - 1))}";
}
