using Assessment.V1;

namespace Assessment.Cli.Output;

/// <summary>Scores as tables.</summary>
internal static class ScoreTables
{
    /// <summary>One scorecard's score: competencies, tracks, caps, and the totals.</summary>
    public static void Write(ScorecardScore score, Terminal terminal)
    {
        WriteCompetencies(score.Competencies, terminal);
        WriteTracks(score.Tracks, terminal);
        WriteCaps(score.Criteria, terminal);
        WriteTotals(
            Figures.Points(score.HasCompositeHundredths, score.CompositeHundredths),
            Figures.Points(score.HasEqualWeightsHundredths, score.EqualWeightsHundredths),
            score.CoverageHundredths,
            terminal);
    }

    public static void WriteCompetencies(IEnumerable<CompetencyScore> competencies, Terminal terminal)
    {
        var table = Grid.Of("Competency", "Track", ">Score", ">Bar", ">Over bar", ">Coverage", ">Weight");
        foreach (var competency in competencies)
        {
            table.Add(
                competency.Competency,
                Figures.Name(competency.Track),
                Figures.Points(competency.HasScoreHundredths, competency.ScoreHundredths),
                Figures.Points(competency.HasBarHundredths, competency.BarHundredths),
                OverBar(competency),
                Figures.Share(competency.CoverageHundredths),
                Figures.Number(competency.ProfileWeight));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    public static void WriteTracks(IEnumerable<TrackScore> tracks, Terminal terminal)
    {
        var table = Grid.Of("Track", ">Score", ">Coverage");
        foreach (var track in tracks)
        {
            table.Add(
                Figures.Name(track.Track),
                Figures.Points(track.HasScoreHundredths, track.ScoreHundredths),
                Figures.Share(track.CoverageHundredths));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    public static void WriteTotals(string composite, string equalWeights, int coverage, Terminal terminal)
    {
        terminal.WriteLine($"Composite      {composite,6}");
        terminal.WriteLine($"Equal weights  {equalWeights,6}");
        terminal.WriteLine($"Coverage       {Figures.Share(coverage),7}");
        terminal.WriteLine();
    }

    public static void WriteExplanation(IReadOnlyCollection<Contribution> explanation, Terminal terminal)
    {
        if (explanation.Count == 0)
        {
            return;
        }

        terminal.WriteLine("The composite's parts, which sum to it exactly:");
        var table = Grid.Of("Competency", "Criterion", ">Part");
        foreach (var part in explanation)
        {
            table.Add(part.Competency, "", Figures.Points(part.Hundredths));
            foreach (var criterion in part.Criteria)
            {
                table.Add("", criterion.Criterion, Figures.Points(criterion.Hundredths));
            }
        }

        terminal.Write(table);
    }

    private static string OverBar(CompetencyScore competency) =>
        Figures.Points(competency.HasScoreHundredths && competency.HasBarHundredths, competency.ScoreHundredths - competency.BarHundredths);

    private static void WriteCaps(IEnumerable<CriterionScore> criteria, Terminal terminal)
    {
        var capped = criteria.Where(c => c.CappedBy.Count > 0).ToArray();
        if (capped.Length == 0)
        {
            return;
        }

        var table = Grid.Of("Capped criterion", ">Rated", ">Counts", "Red flags");
        foreach (var criterion in capped)
        {
            table.Add(
                criterion.Criterion,
                Figures.Points(criterion.RawHundredths),
                Figures.Points(criterion.CappedHundredths),
                string.Join(", ", criterion.CappedBy));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }
}
