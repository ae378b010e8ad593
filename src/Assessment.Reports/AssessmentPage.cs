namespace Assessment.Reports;

/// <summary>A candidate assessment as a packet for a committee.</summary>
public sealed class AssessmentPage
{
    private readonly V1.CandidateAssessment _assessment;
    private readonly Page _page;

    private AssessmentPage(V1.CandidateAssessment assessment, TextWriter output) => (_assessment, _page) = (assessment, new Page(output));

    /// <summary>Writes the page: one HTML file that needs no other and runs nothing. The same message gives the same text.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="output">Where the page goes; it is not closed.</param>
    public static void Write(V1.CandidateAssessment assessment, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(output);
        new AssessmentPage(assessment, output).Write();
    }

    private void Write()
    {
        (string Id, string Title, Action Content)[] sections =
        [
            ("verdict", "What the rules advise", Verdict),
            ("standings", "Standings against the bars", () => Draw(PacketCharts.Standings(_assessment), PacketSheets.Standing(_assessment))),
            .. _assessment.Fair is null ? ((string, string, Action)[])[] : [("fair", "From an average panel", () => PacketLayers.Fair(_page, _assessment))],
            .. _assessment.Debrief is null ? ((string, string, Action)[])[] : [("debrief", "After the discussion", () => PacketLayers.Debrief(_page, _assessment))],
            ("disagreement", "Where cards differ", Disagreement),
            ("gates", "Gates and red flags", Gates),
            .. _assessment.TrainingPlan.Count == 0 ? ((string, string, Action)[])[] : [("training", "Training plan", Training)],
            ("roles", "As other roles", Roles),
            ("robustness", "Would the verdict hold?", Robustness),
            .. _assessment.Decision is null ? ((string, string, Action)[])[] : [("decision", "What was decided", () => PacketLayers.Decision(_page, _assessment.Decision))],
            ("criteria", "Criteria and composite", Criteria),
        ];
        _page.Start($"Candidate {_assessment.CandidateId}", Lead(), sections.Select(section => (section.Id, section.Title)));
        foreach (var (id, title, content) in sections)
        {
            _page.Section(id, title, content);
        }

        _page.End($"{_assessment.Name}. It advises; a person decides, and that decision is recorded.");
    }

    private IEnumerable<string> Lead()
    {
        yield return $"For {PacketWords.Role(_assessment.RoleProfile)} (profiles {_assessment.RoleProfileVersion}). {Words.Counted(_assessment.Scorecards.Count, "scorecard", "scorecards")}, combined as {PacketWords.Of(_assessment.Combination)}.";
        if (_assessment.QuestionBanks.Count > 0)
        {
            yield return string.Join(", ", _assessment.QuestionBanks);
        }
    }

    private void Verdict()
    {
        _page.Paragraph(PacketWords.Of(_assessment.Verdict), "verdict");
        _page.Paragraph($"{PacketWords.Why(_assessment.Verdict)} This is advice. A person decides.");
        _page.Findings(Findings());
    }

    private IEnumerable<Finding> Findings()
    {
        yield return new Finding(
            _assessment.EvidenceFlag == V1.EvidenceFlag.Sufficient ? Weight.Good : Weight.Act, "Evidence",
            PacketWords.Of(_assessment.EvidenceFlag) + (_assessment.AskAbout.Count == 0 ? "" : $" Ask about {Words.Listed(_assessment.AskAbout, 8)}."));
        string equal = _assessment.HasEqualWeightsHundredths ? $" {Words.Figure(PacketWords.Points(_assessment.EqualWeightsHundredths))} with equal weights." : "";
        yield return new Finding(
            Weight.Note, $"Band: {PacketWords.Of(_assessment.Band)}",
            (_assessment.HasCompositeHundredths ? $"Composite {Words.Figure(PacketWords.Points(_assessment.CompositeHundredths))} of 100.{equal}" : "No composite: nothing with a weight was observed.")
            + $" {Words.Figure(PacketWords.Points(_assessment.CoverageHundredths), 0)} % of the role was observed.");
        V1.RobustnessCheck[] changed = [.. _assessment.Robustness.Where(check => check.Changed)];
        if (_assessment.Robustness.Count > 0)
        {
            yield return new Finding(
                changed.Length == 0 ? Weight.Good : Weight.Act, "Would it hold?",
                changed.Length == 0 ? $"In all of {Words.Counted(_assessment.Robustness.Count, "check", "checks")} with one thing changed."
                    : $"Not in {Words.Whole(changed.Length)} of {Words.Whole(_assessment.Robustness.Count)} checks: {string.Join("; ", changed.Take(3).Select(check => $"{PacketWords.Of(check)} it is '{PacketWords.Of(check.Verdict).ToLowerInvariant()}'"))}.");
        }

        if (_assessment.Redirections.Count > 0)
        {
            yield return new Finding(Weight.Note, "Other open roles that fit", Words.Listed([.. _assessment.Redirections.Select(PacketWords.Role)], 6) + ".");
        }

        if (_assessment.OutstandingInterviewerIds.Count > 0)
        {
            yield return new Finding(Weight.Act, "Cards are missing", $"Of {Words.Listed([.. _assessment.OutstandingInterviewerIds.Select(Words.Name)], 8)}.");
        }
    }

    private void Disagreement()
    {
        V1.CompetencyStanding[] red = [.. _assessment.Standings.Where(standing => standing.Disagreement == V1.Disagreement.Red)];
        V1.CompetencyStanding[] amber = [.. _assessment.Standings.Where(standing => standing.Disagreement == V1.Disagreement.Amber)];
        if (red.Length > 0)
        {
            _page.Findings(red.Select(standing => new Finding(
                Weight.Act, standing.Competency, $"{Words.Counted(standing.Cards, "card", "cards")} {PacketWords.Of(standing.Disagreement)}. {Span(standing)}.")));
        }

        if (amber.Length > 0)
        {
            _page.Paragraph($"From 1 to under 2 levels apart: {string.Join("; ", amber.Select(standing => $"{standing.Competency} ({Span(standing)})"))}.");
        }

        if (red.Length + amber.Length == 0)
        {
            _page.Paragraph("No two cards are a level or more apart on a competency.");
        }
    }

    private static string Span(V1.CompetencyStanding standing) =>
        $"{Words.Figure(PacketWords.Level(standing.LowestHundredths))} to {Words.Figure(PacketWords.Level(standing.HighestHundredths))}";

    private void Gates()
    {
        foreach (V1.BandReason reason in _assessment.Reasons)
        {
            _page.Paragraph(PacketWords.Of(reason));
        }

        if (_assessment.Reasons.Count == 0)
        {
            _page.Paragraph("No gate was missed, and nothing required is unobserved.");
        }

        _page.Table(PacketSheets.Caps(_assessment));
    }

    private void Training()
    {
        _page.Paragraph($"{Words.Counted(_assessment.TrainingPlan.Sum(step => step.Weeks), "week", "weeks")} in all, one competency after another.");
        _page.Table(PacketSheets.Training(_assessment));
    }

    private void Roles()
    {
        _page.Paragraph("Two figures, never one: level says how far above or below a role's bars, shape which role the profile looks like (★).");
        if (_assessment.ShapeReason != V1.ShapeReason.Unspecified)
        {
            _page.Paragraph(PacketWords.Of(_assessment.ShapeReason));
        }

        Draw(PacketCharts.Roles(_assessment), PacketSheets.Roles(_assessment));
    }

    private void Robustness()
    {
        int changed = _assessment.Robustness.Count(check => check.Changed);
        _page.Paragraph($"The verdict holds in {Words.Whole(_assessment.Robustness.Count - changed)} of {Words.Counted(_assessment.Robustness.Count, "check", "checks")} with one thing changed.");
        _page.Table(PacketSheets.Robustness(_assessment));
    }

    private void Criteria()
    {
        _page.Table(PacketSheets.Criteria(_assessment));
        _page.Table(PacketSheets.Explanation(_assessment));
        _page.Table(PacketSheets.Tracks(_assessment));
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
}
