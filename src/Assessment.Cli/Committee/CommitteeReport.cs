using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.V1;
using static Assessment.Cli.Calibration.ReportText;
using static Assessment.Cli.Committee.EstimateText;

namespace Assessment.Cli.Committee;

/// <summary>A stored calibration report as tables, in the order in which a committee should read it.</summary>
/// <param name="report">The report, with its fair scores.</param>
/// <param name="terminal">Where it goes.</param>
/// <param name="rows">How many rows of either end of a ranking are shown.</param>
internal sealed class CommitteeReport(CalibrationReport report, Terminal terminal, int rows)
{
    private const int Islands = 5; // components shown one by one
    private const int LongestVariant = 30;

    public void Write()
    {
        Inputs();
        Design();
        Agreement();
        Variance();
        var rankings = new RankingTables(report, terminal, rows);
        rankings.Severity();
        rankings.FairScores();
        rankings.Criteria();
        var interviewers = new InterviewerTables(report, terminal, rows);
        interviewers.Fit();
        interviewers.Drift();
        interviewers.Bias();
        ReportTables.Head(terminal, "10  Adverse impact");
        terminal.Say("By group labels, which the report does not hold: assess report impact --category NAME.");
        Suppression();
    }

    private void Inputs()
    {
        var inputs = report.Inputs;
        terminal.Say($"{report.Name}, made at {Figures.Time(report.CreatedAt)}");
        terminal.Say(
            $"{Whole(inputs.RatingCount)} ratings of {Whole(inputs.CandidateCount)} candidates by {Whole(inputs.InterviewerCount)} interviewers on "
            + $"{Whole(inputs.CriterionCount)} criteria, from {Whole(inputs.ScorecardCount)} scorecards; levels {inputs.LowestLevel} to {inputs.HighestLevel}");
        string[] limits =
        [
            .. inputs.WindowFrom is { } from ? [$"submitted from {Figures.Time(from)}"] : Array.Empty<string>(),
            .. inputs.WindowUntil is { } until ? [$"submitted before {Figures.Time(until)}"] : Array.Empty<string>(),
            .. inputs.Role.Length > 0 ? [$"role {inputs.Role}"] : Array.Empty<string>(),
            .. inputs.Level.Length > 0 ? [$"level {inputs.Level}"] : Array.Empty<string>(),
            .. inputs.OnlyCriteria.Count > 0 ? [$"{Whole(inputs.OnlyCriteria.Count)} chosen criteria"] : Array.Empty<string>(),
        ];
        if (limits.Length > 0)
        {
            terminal.Say($"Restricted to: {string.Join(", ", limits)}.");
        }

        foreach (string note in report.Notes)
        {
            terminal.Say($"Note: {Grid.OneLine(note)}");
        }
    }

    private void Design()
    {
        var design = report.Design;
        ReportTables.Head(terminal, "1  Design health");
        terminal.Say(design.Components.Count switch
        {
            0 => "There are no ratings.",
            1 => "Connected: all interviewers and candidates are linked, directly or through others.",
            _ => $"NOT CONNECTED: {Whole(design.Components.Count)} components. Severities and fair scores compare within one only.",
        });
        if (design.Components.Count > 1)
        {
            Components(design);
        }

        string[] bridges = [.. design.BridgeInterviewers.Take(Islands).Select(bridge => Name(bridge.InterviewerId))];
        terminal.Say(bridges.Length == 0
            ? "No interviewer is the only bridge between others."
            : $"Bridges, without whom a component falls apart: {string.Join(", ", bridges)}{(design.BridgeInterviewers.Count > Islands ? " …" : "")}.");
        var pairs = design.SharedPairs;
        terminal.Say(
            $"{Whole(pairs.Count)} pairs of interviewers share candidates: {Whole(pairs.Fewest)} at the fewest, {Whole(pairs.Median)} in the middle, {Whole(pairs.Most)} at the most.");
    }

    private void Components(DesignHealth design)
    {
        var table = Grid.Of(">Component", ">Ratings", ">Candidates", ">Interviewers");
        foreach (var component in design.Components.Take(Islands))
        {
            table.Add(Whole(component.Component), Whole(component.Ratings), Whole(component.Candidates), Whole(component.Interviewers));
        }

        terminal.Write(table);
        ReportTables.Rest(terminal, design.Components.Count - Islands, "components");
        terminal.Say("These pairings would join them:");
        var joins = Grid.Of("Interviewer", ">of component", "rates candidate", ">of component");
        foreach (var pairing in design.JoiningPairings.Take(Islands))
        {
            joins.Add(
                Name(pairing.InterviewerId), Whole(pairing.InterviewerComponent), Name(pairing.CandidateId), Whole(pairing.CandidateComponent));
        }

        terminal.Write(joins);
        ReportTables.Rest(terminal, design.JoiningPairings.Count - Islands, "pairings");
    }

    private void Agreement()
    {
        var agreement = report.Agreement;
        ReportTables.Head(terminal, "2  Agreement");
        var table = Grid.Of("Coefficient", "Variant", ">Value", ">95% interval", ">n");
        foreach (var statistic in agreement.Statistics)
        {
            table.Add(statistic.Name, Brief(statistic.Variant), Value(statistic.Estimate, 3), Interval(statistic.Estimate, 3), Whole(statistic.Estimate.N));
        }

        terminal.Write(table);
        terminal.Say(
            $"{Whole(agreement.UnitsWithPairs)} of {Whole(agreement.Units)} candidates' criteria were rated twice or more; "
            + $"{Figure(Known(agreement.HasInterviewersPerCandidate, agreement.InterviewersPerCandidate))} interviewers a candidate (harmonic mean).");
    }

    private void Variance()
    {
        ReportTables.Head(terminal, "3  Variance components and decision study");
        var variance = report.Variance;
        var henderson = variance.Henderson.Components.ToDictionary(component => component.Term);
        double total = variance.Reml.Components
            .Where(component => component.HasValue && component.Term != VarianceTerm.InterviewerDrift).Sum(component => component.Value);
        var table = Grid.Of("Component", ">REML", ">SE", ">Share", ">Henderson I", ">Levels", "Remark");
        foreach (var component in variance.Reml.Components)
        {
            double value = Known(component.HasValue, component.Value);
            var other = henderson.GetValueOrDefault(component.Term);
            table.Add(
                EnumWords.Phrase(component.Term), Figure(value, 3), Figure(Known(component.HasStandardError, component.StandardError), 3),
                component.Term == VarianceTerm.InterviewerDrift ? Figures.Absent : Share(value / total),
                Figure(Known(other is { HasValue: true }, other?.Value ?? 0), 3), Whole(other?.Levels ?? component.Levels),
                component.Status == VarianceStatus.Estimated ? "" : EnumWords.Phrase(component.Status));
        }

        terminal.Write(table);
        foreach (var statistic in variance.Dependability)
        {
            terminal.Say($"{statistic.Name}, {statistic.Variant}: {Value(statistic.Estimate, 3)} ({Interval(statistic.Estimate, 3)}).");
        }

        if (variance.AssumesRandomAssignment)
        {
            terminal.Say("The design is not connected: these components assume that people were assigned to its parts at random.");
        }

        Panels(variance);
    }

    private void Panels(VarianceSection variance)
    {
        if (variance.DecisionStudy.Count > 0)
        {
            var panels = Grid.Of([">Interviewers a candidate", .. variance.DecisionStudy.Select(p => ">" + Whole(p.Interviewers))]);
            panels.Add(["Phi", .. variance.DecisionStudy.Select(p => Value(p.Phi))]);
            panels.Add(["E rho2", .. variance.DecisionStudy.Select(p => Value(p.Generalizability))]);
            terminal.Write(panels);
        }

        if (variance.InterviewersNeeded is { } needed)
        {
            terminal.Say(needed.HasInterviewers
                ? $"Interviewers needed for Phi of {Figure(needed.Target)}: {Whole(needed.Interviewers)}."
                : $"No number of interviewers reaches Phi of {Figure(needed.Target)} (limit {Figure(Known(needed.HasCeiling, needed.Ceiling))}). {needed.Reason}");
        }
    }

    private void Suppression()
    {
        var (options, withheld) = (report.Options, report.Suppression);
        ReportTables.Head(terminal, "11  Withheld by policy");
        terminal.Say($"Severity under {options.MinimumRatings} ratings or {options.MinimumLinkedCandidates} linked candidates: {Whole(withheld.Severities)} interviewers.");
        terminal.Say($"Fit statistics under {options.MinimumFitRatings} ratings: {Whole(withheld.InterviewerFits)} interviewers; tendencies and drift: {Whole(withheld.InterviewerProfiles)} interviewers.");
        terminal.Say($"Bias cells under {options.MinimumCell} candidates of a group, or of a withheld interviewer: {Whole(withheld.BiasCells)}.");
        terminal.Say("Everything, with standard errors, methods and reasons: --json.");
    }

    private static string Brief(string variant) =>
        variant.Length <= LongestVariant ? variant : string.Concat(variant.AsSpan(0, LongestVariant - 1), "…");
}
