using Assessment.V1;
using Grpc.Core;
using State = Assessment.V1.CalibrationRun.Types.State;

namespace Assessment.Client.Tests;

public class WatchRunTests
{
    private static readonly StreamOptions Patient = new() { FirstBackoff = TimeSpan.FromMilliseconds(20), GiveUpAfter = TimeSpan.FromMinutes(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WatchUntilEnded_ServerRestarts_GoesOnToTheEnd()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        await FillAsync(client);
        var runs = new List<string>();
        for (int i = 0; i < 4; i++)
        {
            runs.Add(await CreateAsync(client)); // the last one waits for the others
        }

        var seen = new List<CalibrationRun>();
        await foreach (var run in client.Calibration.WatchUntilEndedAsync(runs[^1], Patient, Cancellation))
        {
            seen.Add(run);
            if (seen.Count == 1)
            {
                await server.StopAsync();
                await server.StartAsync();
            }
        }

        Assert.Contains(seen[^1].State, new[] { State.Succeeded, State.Failed }); // failed, if the stop came while it was computed
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(seen[^1], await client.Calibration.GetCalibrationRunAsync(new GetCalibrationRunRequest { Name = runs[^1] }, cancellationToken: Cancellation));
        Assert.Single(await client.Calibration.WatchUntilEndedAsync(runs[^1], Patient, Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task WatchUntilEnded_UnknownRun_Throws()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await client.Calibration.WatchUntilEndedAsync($"calibrationRuns/{Guid.NewGuid():D}", Patient, Cancellation).FirstAsync(Cancellation));
        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task ListAll_RunsAndFairScores_GiveEachOnce()
    {
        await using var server = await RestartableServer.StartNewAsync();
        using var client = server.Connect();
        await FillAsync(client);
        var runs = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            runs.Add(await CreateAsync(client));
            var ended = await client.Calibration.WatchUntilEndedAsync(runs[^1], Patient, Cancellation).LastAsync(Cancellation);
            Assert.Equal((State.Succeeded, ""), (ended.State, ended.Failure));
        }

        var listed = await client.Calibration.ListAllCalibrationRunsAsync(new ListCalibrationRunsRequest { PageSize = 1 }, Cancellation).ToListAsync(Cancellation);
        Assert.Equal(runs.AsEnumerable().Reverse(), listed.Select(run => run.Name));
        var scores = await client.Calibration
            .ListAllFairScoresAsync(new ListFairScoresRequest { Parent = "calibrationReports/latest", PageSize = 2 }, Cancellation)
            .ToListAsync(Cancellation);
        Assert.Equal(5, scores.DistinctBy(score => score.Interview).Count());
    }

    private static async Task<string> CreateAsync(AssessmentClient client) => (await client.Calibration.CreateCalibrationRunAsync(
        new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() }, cancellationToken: Cancellation)).Name;

    /// <summary>Five interviews that two interviewers rate, one of them a level lower.</summary>
    private static async Task FillAsync(AssessmentClient client)
    {
        for (int level = 1; level <= 5; level++)
        {
            string interview = await client.CreateInterviewOfAsync($"candidate-{level}", "ada", "grace");
            await client.Scorecards.SubmitScorecardAsync(Samples.Card(interview, "ada", level), cancellationToken: Cancellation);
            await client.Scorecards.SubmitScorecardAsync(Samples.Card(interview, "grace", Math.Max(1, level - 1)), cancellationToken: Cancellation);
        }
    }
}
