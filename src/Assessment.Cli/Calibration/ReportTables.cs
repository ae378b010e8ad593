using Assessment.Calibration;
using Assessment.Calibration.Connectivity;
using Assessment.Calibration.Report;
using Assessment.Calibration.Variance;
using Assessment.Cli.Output;
using static Assessment.Cli.Calibration.ReportText;

namespace Assessment.Cli.Calibration;

/// <summary>A calibration report as tables, in the order in which a committee should read it.</summary>
/// <param name="report">The report.</param>
/// <param name="terminal">Where it goes.</param>
/// <param name="rows">How many rows of either end of a ranking are shown.</param>
internal sealed class ReportTables(CalibrationReport report, Terminal terminal, int rows)
{
    private const int Islands = 5; // components shown one by one

    public void Write(string name, IReadOnlyList<string> notes)
    {
        RatingTable table = report.Table;
        terminal.Say($"Calibration of {name}");
        terminal.Say(
            $"{Whole(table.Count)} ratings of {Whole(table.CandidateCount)} candidates by {Whole(table.RaterCount)} raters on {Whole(table.CriterionCount)} criteria; "
            + $"levels {table.LowestLevel} to {table.HighestLevel}; {Whole(table.PeriodCount)} periods; {Whole(table.GroupCount)} groups");
        foreach (string note in notes)
        {
            terminal.Say($"Note: {note}");
        }

        Design();
        Agreement();
        Variance();
        var components = new ComponentTables(report, terminal, rows);
        components.Severity();
        components.FairScores();
        components.Criteria();
        var profiles = new ProfileTables(report, terminal, rows);
        profiles.Fit();
        profiles.Drift();
        profiles.Bias();
        profiles.Impact();
        Suppression();
    }

    private void Design()
    {
        DesignHealth design = report.Design;
        Head("1  Design health");
        terminal.Say(design.Components.Count switch
        {
            0 => "There are no ratings.",
            1 => "Connected: all raters and candidates are linked, directly or through others.",
            _ => $"NOT CONNECTED: {Whole(design.Components.Count)} components. Severities and fair scores compare within one only.",
        });
        if (design.Components.Count > 1)
        {
            var table = Grid.Of(">Component", ">Ratings", ">Candidates", ">Raters");
            foreach (Component component in design.Components.Take(Islands))
            {
                table.Add(Whole(component.Number + 1), Whole(component.RatingCount), Whole(component.Candidates.Count), Whole(component.Raters.Count));
            }

            terminal.Write(table);
            Rest(design.Components.Count - Islands, "components");
            terminal.Say("These pairings would join them:");
            var joins = Grid.Of("Rater", ">of component", "rates candidate", ">of component");
            foreach (JoiningPairing pairing in design.JoiningPairings.Take(Islands))
            {
                joins.Add(
                    Name(report.Table.RaterNames[pairing.Rater]), Whole(pairing.RatersComponent.Number + 1),
                    Name(report.Table.CandidateNames[pairing.Candidate]), Whole(pairing.CandidatesComponent.Number + 1));
            }

            terminal.Write(joins);
            Rest(design.JoiningPairings.Count - Islands, "pairings");
        }

        terminal.Say(design.BridgeRaters.Count == 0
            ? "No rater is the only bridge between others."
            : $"Bridge raters, without whom a component falls apart: {Some(design.BridgeRaters.Select(b => Name(report.Table.RaterNames[b.Rater])), design.BridgeRaters.Count)}");
        SharedPairs pairs = design.SharedPairs;
        terminal.Say(
            $"{Whole(pairs.Count)} pairs of raters share candidates: {Whole(pairs.Fewest)} at the fewest, {Whole(pairs.Median)} in the middle, {Whole(pairs.Most)} at the most.");
    }

    private void Agreement()
    {
        Head("2  Agreement");
        var table = Grid.Of("Coefficient", "Variant", ">Value", ">95% interval", ">n");
        foreach (Statistic statistic in report.Agreement.Statistics.Append(report.Severity.ExpectedAgreement))
        {
            table.Add(statistic.Name, Brief(statistic.Variant), Value(statistic.Estimate, 3), Interval(statistic.Estimate, 3), Whole(statistic.Estimate.N));
        }

        terminal.Write(table);
        terminal.Say(
            $"{Whole(report.Agreement.UnitsWithPairs)} of {Whole(report.Agreement.Units)} candidates' criteria were rated twice or more; "
            + $"{Figure(report.Agreement.RatersPerCandidate)} raters a candidate (harmonic mean).");
    }

    private void Variance()
    {
        Head("3  Variance components and decision study");
        VarianceReport variance = report.Variance;
        double total = variance.Reml.Total;
        var table = Grid.Of("Component", ">REML", ">SE", ">Share", ">Henderson I", ">Levels", "Remark");
        foreach (VarianceComponent other in variance.Henderson.Components)
        {
            VarianceComponent component = variance.Reml[other.Term];
            table.Add(
                Words(component.Term.ToString()), Figure(component.Value, 3), Figure(component.StandardError, 3),
                component.Term == VarianceTerm.RaterDrift ? Figures.Absent : Share(component.Value / total),
                Figure(other.Value, 3), Whole(other.Levels),
                component.Status == VarianceStatus.Estimated ? "" : Words(component.Status.ToString()));
        }

        terminal.Write(table);
        if (variance.Reml.Components.Any(component => component.Status == VarianceStatus.TooManyRatings))
        {
            terminal.Say($"Two-way terms: {ReportText.Reason(VarianceStatus.TooManyRatings, report.Options.TwoWayRemlLimit)}.");
        }

        DecisionStudy study = variance.Study;
        terminal.Say(
            $"Panels as they were ({Figure(study.Panel.Raters)} raters, {Figure(study.Panel.Criteria)} criteria): Phi {Value(study.ActualPhi, 3)} ({Interval(study.ActualPhi, 3)}), "
            + $"E rho2 {Value(study.ActualGeneralizability, 3)};");
        terminal.Say($"one rater, ICC(A,1): {Value(study.SingleRater, 3)} ({Interval(study.SingleRater, 3)}). By {study.Method}.");
        terminal.Say($"REML: {Words(variance.Status.ToString())} in {variance.Iterations} steps.");
        if (variance.AssumesRandomAssignment)
        {
            terminal.Say("The design is not connected: these components assume that people were assigned to its parts at random.");
        }

        if (variance.Panels.Count > 0)
        {
            var panels = Grid.Of([">Raters a candidate", .. variance.Panels.Select(p => ">" + Whole(p.Raters))]);
            panels.Add(["Phi", .. variance.Panels.Select(p => Value(p.Phi))]);
            panels.Add(["E rho2", .. variance.Panels.Select(p => Value(p.Generalizability))]);
            terminal.Write(panels);
        }

        if (variance.Needed is RatersNeeded needed)
        {
            terminal.Say(needed.Raters is int raters
                ? $"Raters needed for Phi of {Figure(needed.Target)}: {Whole(raters)}."
                : $"No number of raters reaches Phi of {Figure(needed.Target)} (limit {Figure(needed.Ceiling)}). {needed.Reason}");
        }
    }

    private void Suppression()
    {
        CalibrationOptions o = report.Options;
        SuppressionSummary withheld = report.Suppression;
        Head("11  Withheld by policy");
        terminal.Say($"Severity under {o.MinimumRatings} ratings or {o.MinimumLinkedCandidates} linked candidates: {Whole(withheld.Severities)} raters.");
        terminal.Say($"Fit statistics under {o.MinimumFitRatings} ratings: {Whole(withheld.RaterFits)} raters; tendencies and drift: {Whole(withheld.RaterProfiles)} raters.");
        terminal.Say($"Bias cells under {o.MinimumCell} candidates of a group, or of a withheld rater: {Whole(withheld.BiasCells)}. Small groups are hidden in section 10.");
        terminal.Say("Everything, with standard errors, methods and reasons: --json.");
    }

    private void Head(string title) => Head(terminal, title);

    private void Rest(int more, string what) => Rest(terminal, more, what);

    public static void Head(Terminal terminal, string title)
    {
        terminal.WriteLine();
        terminal.Say(title);
    }

    public static void Rest(Terminal terminal, long more, string what)
    {
        if (more > 0)
        {
            terminal.WriteLine($"  … and {Whole(more)} more {what}");
        }
    }

    public static string Words(string pascal) =>
        string.Concat(pascal.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : i > 0 ? $"{c}" : $"{char.ToLowerInvariant(c)}"));

    private static string Some(IEnumerable<string> names, int count)
    {
        const int Shown = 4;
        string some = string.Join(", ", names.Take(Shown));
        return count > Shown ? $"{some} … and {Whole(count - Shown)} more." : some + ".";
    }

    private static string Brief(string variant)
    {
        const int Longest = 30;
        return variant.Length <= Longest ? variant : string.Concat(variant.AsSpan(0, Longest - 1), "…");
    }
}
