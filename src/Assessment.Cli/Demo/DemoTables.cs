using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>What a committee sees.</summary>
internal static class DemoTables
{
    private const int AtMost = 8;

    public static void Write(DemoReading reading, Terminal terminal)
    {
        terminal.WriteLine($"{reading.Assessments.Count} candidates, {reading.Scorecards.Count} scorecards.");
        terminal.WriteLine("Scores are points of 100; band and verdict are advice, a person decides.");
        terminal.WriteLine();
        foreach (var (profile, candidates) in reading.ByRole)
        {
            WriteRole(profile, candidates, terminal);
        }

        terminal.WriteLine("WHERE TO LOOK NEXT");
        terminal.WriteLine();
        WriteOutstanding(reading, terminal);
        WriteInsufficient(reading, terminal);
        WriteGates(reading, terminal);
        WriteDisagreements(reading, terminal);
        WriteFlips(reading, terminal);
    }

    private static void WriteRole(RoleProfile profile, CandidateAssessment[] candidates, Terminal terminal)
    {
        string cuts = string.Join(", ", profile.CutScoresHundredths.Select(c => $"{c / 100}"));
        int minimum = profile.MinimumCoverageHundredths / 100;
        terminal.WriteLine($"{Figures.Role(profile.Name)} (bands from {cuts}; coverage of {minimum}% needed)");
        var table = Grid.Of("Candidate", ">Composite", "Band", "Verdict", ">Coverage", ">Product", ">Data", ">Platform", "Ask about");
        foreach (var candidate in candidates)
        {
            table.Add(
                candidate.CandidateId,
                Figures.Points(candidate.HasCompositeHundredths, candidate.CompositeHundredths),
                Figures.Name(candidate.Band),
                VerdictTables.Name(candidate.Verdict),
                Figures.Share(candidate.CoverageHundredths),
                TrackOf(candidate, Track.ProductSense),
                TrackOf(candidate, Track.DataModeling),
                TrackOf(candidate, Track.MlPlatform),
                AskAbout(candidate));
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    private static void WriteOutstanding(DemoReading reading, Terminal terminal)
    {
        WriteHead("Scorecards still owed", reading.Outstanding.Count, terminal);
        var owed = reading.Outstanding
            .OrderBy(o => o.CandidateId, StringComparer.Ordinal)
            .ThenBy(o => o.InterviewerId, StringComparer.Ordinal);
        WriteSome([.. owed.Select(o => $"{o.CandidateId}  {o.InterviewerId}, to cover {string.Join(" ", o.Focus)}")], terminal);
    }

    private static void WriteInsufficient(DemoReading reading, Terminal terminal)
    {
        var found = Findings.Insufficient(reading);
        WriteHead("Candidates with too little evidence for a band", found.Count, terminal);
        var lines =
            from candidate in found
            let covered = Figures.Share(candidate.CoverageHundredths)
            select $"{candidate.CandidateId}  {Figures.Role(candidate.RoleProfile)}: {Reasons(candidate)} ({covered} covered)";
        WriteSome([.. lines], terminal);
    }

    private static void WriteGates(DemoReading reading, Terminal terminal)
    {
        var found = Findings.MissedGates(reading);
        WriteHead("Required bars missed, which hold the band at 'no' or below", found.Count, terminal);
        WriteSome([.. found.Select(g => $"{g.CandidateId}  {Figures.Role(g.RoleProfile)}: {OfBar(g.Competency)}")], terminal);
    }

    private static void WriteDisagreements(DemoReading reading, Terminal terminal)
    {
        var found = Findings.Disagreements(reading);
        WriteHead("Criteria on which two interviewers are two or more levels apart", found.Count, terminal);
        var lines =
            from d in found
            let lowest = Figures.Level(d.Lowest.RawHundredths)
            let highest = Figures.Level(d.Highest.RawHundredths)
            select $"{d.CandidateId}  {d.Criterion}: {d.Lowest.InterviewerId} gave {lowest}, {d.Highest.InterviewerId} {highest}";
        WriteSome([.. lines], terminal);
    }

    private static void WriteFlips(DemoReading reading, Terminal terminal)
    {
        var found = Findings.Flips(reading);
        WriteHead("Pairs of a role whose order of bands equal weights would turn round", found.Count, terminal);
        WriteSome([.. found.Select(f => $"{Side(f.Higher)} before {Side(f.Lower)}")], terminal);
    }

    private static string OfBar(CompetencyScore score) =>
        $"{score.Competency} {Figures.Points(score.ScoreHundredths)} of {Figures.Points(score.BarHundredths)}";

    private static string Side(CandidateAssessment candidate)
    {
        string equal = Figures.Points(candidate.EqualWeightsHundredths);
        return $"{candidate.CandidateId} {Figures.Points(candidate.CompositeHundredths)} (equal weights {equal})";
    }

    private static void WriteHead(string head, int count, Terminal terminal) => terminal.WriteLine($"{head}: {count}");

    private static void WriteSome(IReadOnlyList<string> lines, Terminal terminal)
    {
        foreach (string line in lines.Take(AtMost))
        {
            terminal.WriteLine($"  {Grid.OneLine(line)}");
        }

        if (lines.Count > AtMost)
        {
            terminal.WriteLine($"  … and {lines.Count - AtMost} more; --json has all of them.");
        }

        terminal.WriteLine();
    }

    private static string Reasons(CandidateAssessment candidate) => string.Join(", ", candidate.Reasons.Select(Figures.Name));

    /// <summary>The most pressing competencies to ask about; how many more there are is said.</summary>
    private static string AskAbout(CandidateAssessment candidate) => candidate.AskAbout.Count switch
    {
        <= 3 => string.Join(" ", candidate.AskAbout),
        _ => $"{string.Join(" ", candidate.AskAbout.Take(2))} +{candidate.AskAbout.Count - 2}",
    };

    private static string TrackOf(CandidateAssessment candidate, Track track) =>
        candidate.Tracks.FirstOrDefault(t => t.Track == track) is { } score
            ? Figures.Points(score.HasScoreHundredths, score.ScoreHundredths)
            : Figures.Absent;
}
