using Assessment.Cli.Commands;
using Assessment.V1;

namespace Assessment.Cli.Output;

/// <summary>Candidates beside one another.</summary>
internal static class CandidateTables
{
    private const int SideBySide = 4; // columns that fit beside the heads

    private static readonly (string Head, Func<CandidateAssessment, string> Of)[] Rows =
    [
        ("Role", one => Figures.Role(one.RoleProfile)),
        ("Composite", Composite),
        ("Fair composite", one => LayerTables.Composite(one.Fair)),
        ("Verdict", one => VerdictTables.Name(one.Verdict)),
        ("Fair verdict", one => one.Fair is { Disconnected: false } fair ? VerdictTables.Name(fair.Verdict) : Figures.Absent),
        ("Evidence", one => VerdictTables.Name(one.EvidenceFlag)),
        ("Ask about", one => List(one.AskAbout)),
        ("Critical gaps", one => List(one.Standings.Where(s => s.Critical && s.GapHundredths > 0).OrderByDescending(s => s.GapHundredths)
            .Select(s => $"{s.Competency} {Figures.Points(s.GapHundredths)}"))),
        ("Band", one => Figures.Name(one.Band)),
        ("Coverage", one => Figures.Share(one.CoverageHundredths)),
        ("Levels over bars", one => one.Roles.FirstOrDefault(role => role.RoleProfile == one.RoleProfile) is { HasLevelHundredths: true } own
            ? Figures.SignedPoints(own.LevelHundredths) : Figures.Absent),
        ("Shape", one => one.Roles.FirstOrDefault(role => role.Shape) is { } shape ? Figures.Role(shape.RoleProfile) : "none distinct"),
        ("Debrief shift", one => one.Debrief is { HasShiftHundredths: true } debrief ? Figures.SignedPoints(debrief.ShiftHundredths) : Figures.Absent),
        ("Cards", one => Figures.Number(one.Scorecards.Count)),
        ("Decision", one => one.Decision is { } decision ? EnumWords.Phrase(decision.Outcome) : Figures.Absent),
    ];

    /// <summary>The composite with its standard error.</summary>
    public static string Composite(CandidateAssessment one) => Figures.WithError(
        one.HasCompositeHundredths, one.CompositeHundredths, one.HasCompositeStandardErrorHundredths, one.CompositeStandardErrorHundredths);

    /// <summary>A column for each candidate, a few at a time.</summary>
    public static void WriteSideBySide(IReadOnlyList<CandidateAssessment> candidates, Terminal terminal)
    {
        foreach (var some in candidates.Chunk(SideBySide))
        {
            var table = Grid.Of(["", .. some.Select(one => Grid.OneLine(one.CandidateId) + "…")]);
            foreach (var (head, of) in Rows)
            {
                table.Add([head, .. some.Select(of)]);
            }

            terminal.Write(table);
            terminal.WriteLine();
        }

        terminal.WriteLine("Scores are points of 100 with their standard errors; verdicts are advice, a person decides.");
    }

    /// <summary>A ranking: one table a group, since ranks of different groups don't compare.</summary>
    public static void WriteRanking(RankCandidatesResponse ranking, bool fair, Terminal terminal)
    {
        string basis = fair ? "fair composite" : "composite";
        terminal.WriteLine($"By {basis}{(ranking.CalibrationReport.Length > 0 ? $"; fair scores are from {ranking.CalibrationReport}" : "")}");
        var groups = ranking.Candidates.GroupBy(one => one.Group).ToArray();
        foreach (var group in groups)
        {
            if (groups.Length > 1)
            {
                terminal.WriteLine($"Group {group.Key} of {groups.Length}: fair scores compare within it only");
            }

            WriteGroup([.. group], fair, terminal);
        }

        foreach (var one in ranking.Unranked)
        {
            terminal.WriteLine($"Not ranked: {Grid.OneLine(one.CandidateId)} ({one.Interview}): {one.Reason}");
        }

        if (ranking.Candidates.Count > 0)
        {
            terminal.WriteLine($"The whole order is right with a probability of {Figures.Probability(ranking.OrderProbability)}, if neighbors' orders were independent.");
        }
    }

    private static void WriteGroup(RankedCandidate[] group, bool fair, Terminal terminal)
    {
        var table = Grid.Of(
            ">Rank", "Candidate", fair ? ">Fair" : ">Composite", ">Above next", fair ? ">By composite" : ">By fair", "Verdict", "Evidence", "Interview");
        foreach (var one in group)
        {
            table.Add(
                Figures.Number(one.Rank),
                one.CandidateId,
                Figures.WithError(has: true, one.ScoreHundredths, hasError: true, one.StandardErrorHundredths),
                one.HasAboveNextProbability ? Figures.Probability(one.AboveNextProbability) : Figures.Absent,
                one.HasOtherRank ? Figures.Number(one.OtherRank) : Figures.Absent,
                VerdictTables.Name(one.Verdict),
                VerdictTables.Name(one.EvidenceFlag),
                Names.LastOf(one.Interview));
        }

        terminal.Write(table);
    }

    private static string List(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } list ? list : "none";
}
