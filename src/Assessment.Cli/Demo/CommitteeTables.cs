using Assessment.Cli.Calibration;
using Assessment.Cli.Output;
using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>What a calibrated panel shows a committee.</summary>
internal static class CommitteeTables
{
    private const int Shown = Shortlist.Seats + 1;

    public static void Write(CommitteeReading reading, Terminal terminal)
    {
        terminal.WriteLine("WHO RATES SEVERELY");
        terminal.WriteLine();
        WriteSeverities(reading, terminal);
        terminal.WriteLine("SHORTLISTS");
        terminal.WriteLine();
        foreach (var list in reading.Shortlists)
        {
            WriteShortlist(list, terminal);
        }

        terminal.WriteLine("'Above next' is the probability that a candidate is truly above the next one.");
        int seats = reading.Shortlists.Count * Shortlist.Seats;
        terminal.WriteLine($"{reading.ChangedSeats} of {seats} seats go to somebody else by fair score: as an average panel would have rated.");
        terminal.WriteLine();
        terminal.WriteLine($"A DECISION, about {reading.Decided}");
        terminal.WriteLine();
        var decision = reading.Decision.Clone();
        decision.DecidedAt = null; // so that a second run prints the same
        DecisionTables.Write(decision, terminal);
        terminal.WriteLine();
        terminal.WriteLine($"Report computed again from its own inputs, identical to the last byte: {(reading.Replay.Identical ? "yes" : "NO")}");
    }

    private static void WriteSeverities(CommitteeReading reading, Terminal terminal)
    {
        var table = Grid.Of("Interviewer", ">Planted", ">Recovered", ">Off by", ">By raw mean", ">Off by");
        foreach (var one in reading.Severities)
        {
            double recovered = one.Recovered ?? double.NaN;
            table.Add(
                one.InterviewerId, ReportText.Signed(one.Planted), ReportText.Signed(recovered), ReportText.Signed(recovered - one.Planted),
                ReportText.Signed(one.ByRawMean), ReportText.Signed(one.ByRawMean - one.Planted));
        }

        table.Add("", "", "RMSE", ReportText.Figure(reading.RecoveredError), "RMSE", ReportText.Figure(reading.RawMeanError));
        terminal.Write(table);
        terminal.WriteLine("In levels; positive is severe. A raw mean mixes how severe an interviewer is with whom they met.");
        terminal.WriteLine();
    }

    private static void WriteShortlist(Shortlist list, Terminal terminal)
    {
        terminal.WriteLine($"{Figures.Role(list.RoleProfile)}, {Shortlist.Seats} seats");
        var fair = list.Fair.Candidates.ToDictionary(one => one.Interview, StringComparer.Ordinal);
        var lost = list.Lost.Select(one => one.Interview).ToHashSet(StringComparer.Ordinal);
        var gained = list.Gained.Select(one => one.Interview).ToHashSet(StringComparer.Ordinal);
        var table = Grid.Of(">Place", "Candidate", ">Composite", ">Above next", ">Fair place", ">Fair composite", "Verdict", "Seat by fair");
        foreach (var one in list.Observed.Candidates.Where((one, i) => i < Shown || gained.Contains(one.Interview)))
        {
            var other = fair.GetValueOrDefault(one.Interview);
            table.Add(
                Figures.Number(one.Rank),
                one.CandidateId,
                Score(one),
                one.HasAboveNextProbability ? Figures.Probability(one.AboveNextProbability) : Figures.Absent,
                other is null ? Figures.Absent : Figures.Number(other.Rank),
                other is null ? Figures.Absent : Score(other),
                VerdictTables.Name(one.Verdict),
                lost.Contains(one.Interview) ? "lost" : gained.Contains(one.Interview) ? "gained" : "");
        }

        terminal.Write(table);
        terminal.WriteLine();
    }

    private static string Score(RankedCandidate one) =>
        Figures.WithError(has: true, one.ScoreHundredths, hasError: true, one.StandardErrorHundredths);
}
