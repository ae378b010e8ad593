using Assessment.V1;

namespace Assessment.Cli.Demo;

/// <summary>One interviewer's severity: what the demo gave, and what figures say; in levels, positive is severe.</summary>
/// <param name="InterviewerId">The interviewer.</param>
/// <param name="Planted">What the demo lowers each rating by.</param>
/// <param name="Recovered">What the calibration found; null when it tells none.</param>
/// <param name="ByRawMean">What the plain mean of the ratings would say.</param>
internal sealed record SeverityCheck(string InterviewerId, double Planted, double? Recovered, double ByRawMean);

/// <summary>A role's candidates in both orders.</summary>
/// <param name="RoleProfile">The role.</param>
/// <param name="Observed">By composite.</param>
/// <param name="Fair">By fair composite.</param>
internal sealed record Shortlist(string RoleProfile, RankCandidatesResponse Observed, RankCandidatesResponse Fair)
{
    public const int Seats = 3;

    /// <summary>Interviews with a seat by fair composite and none by composite, in the fair order.</summary>
    public IReadOnlyList<RankedCandidate> Gained => [.. Fair.Candidates.Take(Seats).ExceptBy(Seated(Observed), one => one.Interview)];

    /// <summary>Interviews with a seat by composite and none by fair composite.</summary>
    public IReadOnlyList<RankedCandidate> Lost => [.. Observed.Candidates.Take(Seats).ExceptBy(Seated(Fair), one => one.Interview)];

    private static IEnumerable<string> Seated(RankCandidatesResponse ranking) => ranking.Candidates.Take(Seats).Select(one => one.Interview);
}

/// <summary>What a committee reads of a calibrated panel. Everything comes from the server but what was planted.</summary>
internal sealed record CommitteeReading(
    CalibrationReport Report,
    IReadOnlyList<SeverityCheck> Severities,
    IReadOnlyList<Shortlist> Shortlists,
    Decision Decision,
    string Decided,
    ReplayCalibrationReportResponse Replay)
{
    /// <summary>Seats that another candidate has by fair composite.</summary>
    public int ChangedSeats => Shortlists.Sum(list => list.Lost.Count);

    /// <summary>Root mean square of what the calibration missed by, in levels, over whom it tells of.</summary>
    public double RecoveredError => Error(Severities.Where(s => s.Recovered is not null).Select(s => s.Recovered!.Value - s.Planted));

    /// <summary>The same of the plain means.</summary>
    public double RawMeanError => Error(Severities.Select(s => s.ByRawMean - s.Planted));

    /// <summary>Planted beside found, the most severe first.</summary>
    public static IReadOnlyList<SeverityCheck> Check(
        CalibrationReport report, IReadOnlyDictionary<string, double> planted, IReadOnlyList<InterviewerMean> means)
    {
        var found = report.Severity.Components.SelectMany(component => component.Interviewers)
            .Where(one => one.HasFairShift)
            .ToDictionary(one => one.InterviewerId, one => -one.FairShift * (one.HasKept ? one.Kept : 1), StringComparer.Ordinal);
        double middle = means.Average(mean => mean.MeanHundredths);
        return
        [
            .. from mean in means
               let severity = planted[mean.InterviewerId]
               orderby severity descending
               select new SeverityCheck(
                   mean.InterviewerId,
                   severity,
                   found.TryGetValue(mean.InterviewerId, out double recovered) ? recovered : null,
                   (middle - mean.MeanHundredths) / Findings.OneLevel),
        ];
    }

    private static double Error(IEnumerable<double> missed) => Math.Sqrt(missed.Select(d => d * d).DefaultIfEmpty(double.NaN).Average());
}
