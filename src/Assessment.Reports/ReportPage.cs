using System.Globalization;
using System.Reflection;

namespace Assessment.Reports;

/// <summary>A calibration report as a page for a committee.</summary>
public sealed class ReportPage
{
    private readonly V1.CalibrationReport _report;
    private readonly Page _page;

    private ReportPage(V1.CalibrationReport report, TextWriter output) => (_report, _page) = (report, new Page(output));

    /// <summary>Writes the page: one HTML file that needs no other and runs nothing. The same message gives the same text.</summary>
    /// <param name="report">The report; what it lacks is said to be absent.</param>
    /// <param name="output">Where the page goes; it is not closed.</param>
    public static void Write(V1.CalibrationReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        new ReportPage(Complete(report), output).Write();
    }

    /// <summary>A copy in which no section is missing, so that a message that a program built by hand gets a page too.</summary>
    internal static V1.CalibrationReport Complete(V1.CalibrationReport report)
    {
        V1.CalibrationReport whole = report.Clone();
        whole.Inputs ??= new V1.ReportInputs();
        whole.Options ??= new V1.ReportOptions();
        whole.Design ??= new V1.DesignHealth { Connected = true };
        whole.Design.SharedPairs ??= new V1.SharedPairs();
        whole.Agreement ??= new V1.AgreementSection();
        whole.Variance ??= new V1.VarianceSection();
        whole.Variance.Reml ??= new V1.VarianceComponents();
        whole.Variance.Henderson ??= new V1.VarianceComponents();
        whole.Severity ??= new V1.SeveritySection();
        whole.Criteria ??= new V1.CriteriaSection();
        whole.Suppression ??= new V1.SuppressionCounts();
        return whole;
    }

    private void Write()
    {
        (string Id, string Title, Action Content)[] sections =
        [
            ("findings", "What stands out", () => _page.Findings(ReportFindings.Of(_report))),
            ("design", "Who can be compared", Design),
            ("agreement", "Agreement", Agreement),
            ("variance", "Where differences come from, and how many interviewers it takes", Variance),
            ("severity", "Severity", Severity),
            ("fair-scores", "Fair scores", FairScores),
            ("criteria", "Criteria", Criteria),
            ("interviewers", "Interviewers", Interviewers),
            ("drift", "Drift", Drift),
            ("bias", "Bias", Bias),
            ("impact", "Selection by group", Impact),
            ("withheld", "What is withheld", () => _page.Table(DesignSheets.Suppression(_report))),
            ("method", "Method and sources", Method),
        ];
        _page.Start("Calibration report", Lead(), sections.Select(section => (section.Id, section.Title)));
        foreach (var (id, title, content) in sections)
        {
            _page.Section(id, title, content);
        }

        string version = typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
        _page.End($"Made by Assessment {version}. A layer beside the scores, which it never changes. It advises; a person decides.");
    }

    private IEnumerable<string> Lead()
    {
        V1.ReportInputs inputs = _report.Inputs;
        yield return $"{Words.Counted(inputs.RatingCount, "rating", "ratings")} of {Words.Counted(inputs.CandidateCount, "candidate", "candidates")} by "
            + $"{Words.Counted(inputs.InterviewerCount, "interviewer", "interviewers")} on {Words.Counted(inputs.CriterionCount, "criterion", "criteria")}, levels {inputs.LowestLevel} to {inputs.HighestLevel}."
            + (inputs.ScorecardCount > 0 ? $" From {Words.Counted(inputs.ScorecardCount, "scorecard", "scorecards")}." : "")
            + (inputs.ReplacedRatingCount > 0 ? $" {Words.Counted(inputs.ReplacedRatingCount, "rating was", "ratings were")} replaced by later ones." : "");
        string[] limits =
        [
            .. inputs.WindowFrom is null ? (string[])[] : [$"interviews from {Day(inputs.WindowFrom)}"], .. inputs.WindowUntil is null ? (string[])[] : [$"interviews before {Day(inputs.WindowUntil)}"],
            .. inputs.Role.Length == 0 ? (string[])[] : [$"role {inputs.Role}"], .. inputs.Level.Length == 0 ? (string[])[] : [$"level {inputs.Level}"],
            .. inputs.OnlyTracks.Count == 0 ? (string[])[] : [$"tracks {string.Join(", ", inputs.OnlyTracks)}"], .. inputs.OnlyCriteria.Count == 0 ? (string[])[] : [$"criteria {string.Join(", ", inputs.OnlyCriteria)}"],
        ];
        if (limits.Length > 0)
        {
            yield return $"Only {string.Join("; ", limits)}.";
        }

        if (_report.CreatedAt is not null || _report.Name.Length > 0)
        {
            yield return $"{_report.Name} {(_report.CreatedAt is null ? "" : $"of {Minute(_report.CreatedAt)}")}".Trim() + ".";
        }

        foreach (string note in _report.Notes)
        {
            yield return $"Note: {note}";
        }
    }

    private void Design()
    {
        Draw(ReportCharts.Connectivity(_report), DesignSheets.Components(_report));
        _page.Paragraph(ReportCharts.Shared(_report.Design.SharedPairs));
        if (!_report.Design.Connected)
        {
            _page.Table(DesignSheets.Pairings(_report));
        }

        _page.Table(DesignSheets.Bridges(_report));
        Fold(DesignSheets.Pairs(_report));
    }

    private void Agreement()
    {
        V1.AgreementSection agreement = _report.Agreement;
        _page.Paragraph(
            $"{Words.Whole(agreement.UnitsWithPairs)} of {Words.Whole(agreement.Units)} criteria of candidates were rated twice or more"
            + (agreement.HasInterviewersPerCandidate ? $"; {Words.Figure(agreement.InterviewersPerCandidate)} interviewers a candidate (harmonic mean). Intervals resample candidates." : "."));
        _page.Table(DesignSheets.Agreement(_report));
    }

    private void Variance()
    {
        V1.VarianceSection variance = _report.Variance;
        if (variance.AssumesRandomAssignment)
        {
            _page.Paragraph("The design is not connected: all of this assumes that people were assigned to its parts at random.");
        }

        Draw(ReportCharts.Reliability(_report), VarianceSheets.Panels(_report));
        _page.Table(VarianceSheets.Dependability(_report));
        _page.Table(VarianceSheets.Components(_report));
        _page.Paragraph($"REML: {Words.Of(variance.Status)} in {Words.Counted(variance.Iterations, "step", "steps")}. {variance.Reml.Method}.", "soft");
    }

    private void Severity()
    {
        _page.Paragraph("How much lower an interviewer rates than the panel, all else equal. Shrunken values are drawn towards the average as far as their errors ask for; they are the ones to act on.");
        Draw(ReportCharts.Severities(_report), SeveritySheets.Severities(_report));
        foreach (V1.SeverityComponent component in _report.Severity.Components.Take(Page.MostRows))
        {
            _page.Paragraph($"Component {component.Component}: {component.Method}. {component.Status}: {component.Reason}. Errors: {component.ErrorMethod}.", "soft");
        }

        if (_report.Severity.UnplacedInterviewers.Count > 0)
        {
            string[] names = [.. _report.Severity.UnplacedInterviewers.Select(each => Words.Name(each.InterviewerId))];
            _page.Paragraph($"Without a severity, as all of their ratings lie at an end of the scale: {Words.Listed(names, 20)}.");
        }
    }

    private void FairScores()
    {
        _page.Paragraph("What a candidate would have had from an average interviewer. A second look, never the score itself.");
        Draw(ReportCharts.FairScores(_report), SeveritySheets.FairScores(_report));
        foreach (V1.SeverityComponent component in _report.Severity.Components.Where(component => component.HasObservedCut).Take(Page.MostRows))
        {
            _page.Paragraph(
                $"Component {component.Component} passes {component.CutRule}: {Words.Figure(component.ObservedCut)} by mean level"
                + (component.HasFairCut ? $", {Words.Figure(component.FairCut)} by fair score." : "."), "soft");
        }

        if (_report.Severity.UnplacedCandidates.Count > 0)
        {
            _page.Paragraph($"{Words.Counted(_report.Severity.UnplacedCandidates.Count, "candidate has", "candidates have")} no fair score: all who could place them are at an end of the scale.");
        }
    }

    private void Criteria()
    {
        _page.Table(CriterionSheets.Criteria(_report));
        Fold(CriterionSheets.Difficulties(_report));
        Fold(CriterionSheets.Thresholds(_report));
    }

    private void Interviewers()
    {
        Draw(ReportCharts.ScaleUse(_report), InterviewerSheets.Use(_report));
        _page.Table(SeveritySheets.Fit(_report));
        _page.Table(InterviewerSheets.Tendencies(_report));
    }

    private void Drift()
    {
        if (_report.Inputs.Periods.Count < 2)
        {
            _page.Paragraph("The ratings carry no periods, or only one: nothing to drift over.");
            return;
        }

        _page.Table(InterviewerSheets.Drift(_report));
        Fold(InterviewerSheets.Cusum(_report));
    }

    private void Bias()
    {
        if (_report.Bias.Count == 0)
        {
            _page.Paragraph("None: this needs a many-facet Rasch fit.");
        }

        foreach (V1.BiasFacet facet in _report.Bias.Select(section => section.Facet).Distinct())
        {
            V1.BiasSection[] sections = [.. _report.Bias.Where(section => section.Facet == facet)];
            _page.Paragraph(
                $"Towards a {(facet == V1.BiasFacet.Group ? "group" : "criterion")}: {Words.Whole(sections.Sum(section => section.Cells.Count(cell => cell.Flagged)))} of "
                + $"{Words.Counted(sections.Sum(section => section.Cells.Count), "cell", "cells")} flagged at a false discovery rate of {Words.Figure(_report.Options.FalseDiscoveryRate)}; "
                + $"{Words.Whole(sections.Sum(section => section.Withheld))} withheld.");
            Sheet flagged = InterviewerSheets.Bias(_report, facet, flagged: true);
            if (flagged.RowCount > 0)
            {
                _page.Table(flagged);
            }

            Fold(InterviewerSheets.Bias(_report, facet));
        }
    }

    private void Impact()
    {
        if (_report.AdverseImpact is not { } impact)
        {
            _page.Paragraph("No groups were given.");
            return;
        }

        _page.Paragraph($"{char.ToUpperInvariant(impact.Basis[0])}{impact.Basis[1..]}. In aggregate only; small groups are hidden, with whatever would give them away.");
        foreach (bool fair in new[] { false, true })
        {
            V1.AdverseImpact each = fair ? impact.Fair : impact.Observed;
            _page.Table(ImpactSheets.Of(_report, fair));
            _page.Paragraph(
                $"All: {Hidden(each.HasConsidered, each.Considered)} considered, {Hidden(each.HasSelected, each.Selected)} selected; without a label: "
                + $"{Hidden(each.HasUnknownConsidered, each.UnknownConsidered)}; without a score: {Words.Whole(each.WithoutScore)}.", "soft");
        }
    }

    private void Method()
    {
        V1.ReportOptions options = _report.Options;
        _page.Paragraph(
            $"Severities: {Words.Of(options.Method)}; thresholds {(options.Thresholds == V1.ThresholdScale.PartialCredit ? "of each criterion's own" : "shared by all criteria")}. "
            + $"False discovery rate {Words.Figure(options.FalseDiscoveryRate)}. Seed {options.Seed.ToString(CultureInfo.InvariantCulture)}: the same ratings and options give the same figures.");
        _page.Paragraph(
            "Krippendorff (2011), Computing Krippendorff's alpha-reliability. Gwet (2014), Handbook of Inter-Rater Reliability. Brennan (2001), Generalizability Theory. "
            + "Linacre (1989), Many-Facet Rasch Measurement; Wright and Masters (1982), Rating Scale Analysis. Saal, Downey and Lahey (1980), Rating the ratings. "
            + "Benjamini and Hochberg (1995), Controlling the false discovery rate. Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607. "
            + "Hundepool et al. (2012), Statistical Disclosure Control.", "soft");
        _page.Table(DesignSheets.Definitions(_report));
    }

    private void Draw(IChart? chart, Sheet sheet)
    {
        if (chart is null)
        {
            _page.Table(sheet);
            return;
        }

        _page.Chart(chart);
        _page.Folded(sheet);
    }

    private void Fold(Sheet sheet)
    {
        if (sheet.RowCount > 0)
        {
            _page.Folded(sheet);
        }
    }

    private static string Hidden(bool shown, long count) => shown ? Words.Whole(count) : "hidden";

    private static string Day(Google.Protobuf.WellKnownTypes.Timestamp at) => at.ToDateTimeOffset().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Minute(Google.Protobuf.WellKnownTypes.Timestamp at) => at.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
