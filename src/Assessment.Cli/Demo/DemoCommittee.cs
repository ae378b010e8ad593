using Assessment.Cli.Output;
using Assessment.Client;
using Assessment.V1;
using Outcome = Assessment.V1.Decision.Types.Outcome;
using ReasonCode = Assessment.V1.Decision.Types.ReasonCode;
using State = Assessment.V1.CalibrationRun.Types.State;

namespace Assessment.Cli.Demo;

/// <summary>The committee's calls: calibrates the panel, ranks by both scores, and records a decision.</summary>
internal sealed class DemoCommittee(AssessmentClient client, Terminal terminal, CancellationToken cancellation)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Calibrates what was submitted, and waits for the report.</summary>
    /// <returns>The report's name.</returns>
    /// <exception cref="CommandException">There is none; the message says why.</exception>
    public async Task<string> CalibrateAsync()
    {
        var request = new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() };
        var run = await client.Calibration.CreateCalibrationRunAsync(request, cancellationToken: cancellation);
        run = await client.Calibration.WatchUntilEndedAsync(run.Name, cancellation: cancellation).LastAsync(cancellation);
        if (run.State != State.Succeeded)
        {
            throw new CommandException(ExitCodes.Defect, $"{run.Name} did not succeed: {run.Failure}");
        }

        terminal.WriteProgress($"calibrated: {run.Report}");
        return run.Report;
    }

    /// <summary>Every role's candidates by composite and by fair composite, in the order of the roles.</summary>
    public async Task<IReadOnlyList<Shortlist>> RankAsync()
    {
        var interviews = await client.Interviews.ListAllInterviewsAsync(new ListInterviewsRequest { PageSize = 200 }, cancellation).ToListAsync(cancellation);
        var lists = new List<Shortlist>();
        foreach (var role in interviews.GroupBy(interview => interview.RoleProfile).OrderBy(role => role.Key, StringComparer.Ordinal))
        {
            var observed = new RankCandidatesRequest
            {
                Interviews = { role.OrderBy(one => one.CandidateId, StringComparer.Ordinal).Select(one => one.Name) },
            };
            var fair = observed.Clone();
            fair.Basis = RankCandidatesRequest.Types.Basis.Fair;
            lists.Add(new Shortlist(
                role.Key,
                await client.CandidateAssessments.RankCandidatesAsync(observed, cancellationToken: cancellation),
                await client.CandidateAssessments.RankCandidatesAsync(fair, cancellationToken: cancellation)));
        }

        return lists;
    }

    /// <summary>Decides about the candidate who would have a seat from an average panel; where no seat moves, about the first one.</summary>
    /// <returns>The candidate, and the decision.</returns>
    public async Task<(string CandidateId, Decision Decision)> DecideAsync(IReadOnlyList<Shortlist> lists)
    {
        var moved = lists.SelectMany(list => list.Gained).FirstOrDefault();
        var about = moved ?? lists[0].Observed.Candidates[0];
        var decision = moved is null
            ? Follow(about.Verdict)
            : new Decision
            {
                Outcome = Outcome.Continue,
                ReasonCode = ReasonCode.RatingQuality,
                Reason = $"Place {about.OtherRank} observed, {about.Rank} from an average panel: one more interview, by others.",
            };
        decision.DecidedBy = "committee-chair";
        var request = new RecordDecisionRequest { Parent = about.Interview, Decision = decision };
        return (about.CandidateId, await client.CandidateAssessments.RecordDecisionAsync(request, cancellationToken: cancellation));
    }

    /// <summary>Computes the report again, and compares.</summary>
    public async Task<ReplayCalibrationReportResponse> ReplayAsync(string report)
    {
        var request = new ReplayCalibrationReportRequest { Name = report };
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + Longest;
        var replay = await client.Calibration.ReplayCalibrationReportAsync(request, deadline: deadline, cancellationToken: cancellation);
        terminal.WriteProgress($"replayed: SHA-256 {replay.ReplayedSha256}");
        return replay;
    }

    private static Decision Follow(Verdict verdict) => new()
    {
        Outcome = verdict switch
        {
            Verdict.Hire => Outcome.Hire,
            Verdict.HireAndTrain => Outcome.HireAndTrain,
            Verdict.Decline => Outcome.Decline,
            _ => Outcome.Continue,
        },
        ReasonCode = ReasonCode.FollowsVerdict,
    };
}
