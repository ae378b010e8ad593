using Assessment.Server.Access;
using Assessment.Server.Tests.Support;
using Assessment.Storage;
using Assessment.V1;
using Microsoft.Extensions.DependencyInjection;
using CalibrationRun = Assessment.V1.CalibrationRun;
using State = Assessment.V1.CalibrationRun.Types.State;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Assessment.Server.Tests.Calibrations;

public sealed class CalibrationRunTests(CalibratedServer calibrated)
{
    private readonly Api _api = calibrated.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ToItsEnd_HasAReportOverEverything()
    {
        var run = calibrated.Run;
        Assert.Equal((State.Succeeded, ""), (run.State, run.Failure));
        Assert.Equal(run.Name.Replace("Runs", "Reports", StringComparison.Ordinal), run.Report);
        Assert.True(run.CreatedAt.ToDateTime() <= run.StartedAt.ToDateTime() && run.StartedAt.ToDateTime() <= run.EndedAt.ToDateTime());
        Assert.Equal(run, await _api.Calibrations.GetCalibrationRunAsync(new GetCalibrationRunRequest { Name = run.Name }));
        var report = await _api.Calibrations.GetCalibrationReportAsync(new GetCalibrationReportRequest { Name = run.Report });
        Assert.Equal((120, 1440, 40, 5), (report.Inputs.ScorecardCount, report.Inputs.RatingCount, report.Inputs.CandidateCount, report.Inputs.InterviewerCount));
        Assert.Equal((1, 5), (report.Inputs.LowestLevel, report.Inputs.HighestLevel));
        Assert.Empty(report.FairScores);
        Assert.Single(report.Design.Components);
    }

    [Fact]
    public async Task Run_RestrictedToCompetencies_ReadsTheirCriteriaAlone()
    {
        var run = await calibrated.RunAsync(new CalibrationRun { Filter = new CalibrationFilter { Competencies = { "D1", "P1" } } });
        Assert.Equal(State.Succeeded, run.State);
        Assert.Equal(Repository.Rubric.CriterionIds.Where(id => id[..2] is "D1" or "P1").Order(StringComparer.Ordinal), run.Filter.Criteria);
        var report = await _api.Calibrations.GetCalibrationReportAsync(new GetCalibrationReportRequest { Name = run.Report });
        Assert.True(report.Inputs.RatingCount is > 0 and < 1440);
        await RestoreNewestAsync();
    }

    [Fact]
    public async Task Run_WindowWithoutCards_FailsAndSaysWhy()
    {
        var run = await calibrated.RunAsync(new CalibrationRun
        {
            Filter = new CalibrationFilter { SubmittedUntil = Timestamp.FromDateTime(new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)) },
        });
        Assert.Equal((State.Failed, "No submitted scorecard fits the filter.", ""), (run.State, run.Failure, run.Report));
    }

    [Fact]
    public async Task CreateCalibrationRun_Invalid_NamesEveryField() => await _api.Calibrations.CreateCalibrationRunAsync(new CreateCalibrationRunRequest
    {
        RequestId = "x",
        CalibrationRun = new CalibrationRun
        {
            Filter = new CalibrationFilter
            {
                SubmittedFrom = new Timestamp { Seconds = 1_700_000_000 },
                SubmittedUntil = new Timestamp { Seconds = 1_600_000_000 },
                Level = "boss",
                Competencies = { "D1", "X9" },
            },
            Choices = new CalibrationChoices { Method = (CalibrationChoices.Types.Method)9, Cut = 6, MinimumRatings = 1, MinimumLinkedCandidates = 1 },
        },
    }).InvalidAsync(
        "request_id", "calibration_run.filter.submitted_until", "calibration_run.filter.level", "calibration_run.filter.competencies[1]",
        "calibration_run.choices.method", "calibration_run.choices.cut", "calibration_run.choices.minimum_ratings",
        "calibration_run.choices.minimum_linked_candidates");

    [Fact]
    public async Task CreateCalibrationRun_SameRequestId_IsOneRun()
    {
        var request = new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun(), RequestId = Api.NewRequestId() };
        var first = await _api.Calibrations.CreateCalibrationRunAsync(request);
        Assert.Equal(first.Name, (await _api.Calibrations.CreateCalibrationRunAsync(request)).Name);
        await EndAsync(_api, first.Name);
    }

    [Fact]
    public async Task ListCalibrationRuns_InPages_GivesEachOnceNewestFirst()
    {
        for (int i = 0; i < 3; i++)
        {
            await EndAsync(_api, (await CreateAsync(_api)).Name);
        }

        var all = new List<string>();
        var request = new ListCalibrationRunsRequest { PageSize = 2, State = State.Succeeded };
        do
        {
            var page = await _api.Calibrations.ListCalibrationRunsAsync(request);
            Assert.InRange(page.CalibrationRuns.Count, 1, 2);
            all.AddRange(page.CalibrationRuns.Select(run => run.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(all.Order(StringComparer.Ordinal).Reverse(), all);
        Assert.Equal(all.Count, all.Distinct().Count());
        Assert.Contains(calibrated.Run.Name, all);
    }

    [Fact]
    public async Task CancelCalibrationRun_QueuedAndEnded_EndsTheFirstAndLeavesTheOther()
    {
        await using var server = await TestServer.StartAsync();
        var store = server.Server.Services.GetRequiredService<CalibrationStore>();
        await FillAsync(server.Api);
        var created = new List<CalibrationRun>();
        for (int i = 0; i < 5; i++)
        {
            created.Add(await CreateAsync(server.Api)); // one runs, the others wait
        }

        var last = await server.Api.Calibrations.CancelCalibrationRunAsync(new CancelCalibrationRunRequest { Name = created[^1].Name });
        Assert.True(last.State == State.Cancelled || last.CancelRequested);
        Assert.Equal(State.Cancelled, (await EndAsync(server.Api, last.Name)).State);
        var first = await EndAsync(server.Api, created[0].Name);
        Assert.Equal(first, await server.Api.Calibrations.CancelCalibrationRunAsync(new CancelCalibrationRunRequest { Name = first.Name }));
        Assert.Null(await store.FindDocumentAsync(DevelopmentTokens.DefaultTenant, Guid.Parse(last.Name.Split('/')[1]), Cancellation));
    }

    [Fact]
    public async Task Restart_WithARunLeftRunning_FailsItAndItCanBeRunAgain()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("assessment.db");
        await using (var server = await TestServer.StartAsync(database))
        {
            await FillAsync(server.Api);
        }

        string name = await LeaveRunningAsync(database);
        await using var again = await TestServer.StartAsync(database);
        var left = await EndAsync(again.Api, name);
        Assert.Equal(State.Failed, left.State);
        Assert.NotEmpty(left.Failure);
        Assert.Equal(State.Succeeded, (await EndAsync(again.Api, (await CreateAsync(again.Api)).Name)).State);
    }

    [Fact]
    public async Task Watch_LostAndBegunAgain_TellsTheEnd()
    {
        var run = await CreateAsync(_api);
        using (var lost = _api.Calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = run.Name }))
        {
            Assert.True(await lost.ResponseStream.MoveNext(Cancellation));
        }

        Assert.Equal(State.Succeeded, (await EndAsync(_api, run.Name)).State);
    }

    [Fact]
    public async Task Runs_UnknownNames_AreNotFoundOrInvalid()
    {
        string unknown = Guid.NewGuid().ToString();
        await _api.Calibrations.GetCalibrationRunAsync(new GetCalibrationRunRequest { Name = $"calibrationRuns/{unknown}" }).NotFoundAsync();
        await _api.Calibrations.CancelCalibrationRunAsync(new CancelCalibrationRunRequest { Name = $"calibrationRuns/{unknown}" }).NotFoundAsync();
        await _api.Calibrations.GetCalibrationReportAsync(new GetCalibrationReportRequest { Name = $"calibrationReports/{unknown}" }).NotFoundAsync();
        await _api.Calibrations.GetCalibrationRunAsync(new GetCalibrationRunRequest { Name = "calibrationRuns/7" }).InvalidAsync("name");
        await _api.Calibrations.GetCalibrationReportAsync(new GetCalibrationReportRequest { Name = "reports/latest" }).InvalidAsync("name");
    }

    /// <summary>A run that a process took, which then died.</summary>
    private static async Task<string> LeaveRunningAsync(string database)
    {
        await using var db = await Databases.OpenAsync(database, TimeProvider.System, Cancellation);
        var store = new CalibrationStore(db);
        var now = TimeProvider.System.GetUtcNow();
        var run = new Storage.CalibrationRun
        {
            Id = Guid.CreateVersion7(),
            Filter = "{}",
            Options = "{}",
            State = CalibrationRunState.Queued,
            CreatedAt = now,
            BeatAt = now,
            Version = 1,
        };
        await store.CreateAsync(DevelopmentTokens.DefaultTenant, run, request: null, Cancellation);
        Assert.Equal(run.Id, (await store.TakeAsync(Guid.NewGuid(), Cancellation))?.Run.Id);
        return $"calibrationRuns/{run.Id}";
    }

    /// <summary>Other tests of this server read 'latest' as the report over everything.</summary>
    private async Task RestoreNewestAsync() => Assert.Equal(State.Succeeded, (await calibrated.RunAsync(new CalibrationRun())).State);

    private static async Task FillAsync(Api api)
    {
        var interview = await api.CreateAsync("ann", "ben");
        await api.SubmitAsync(interview, Cards.Whole("ann", 2));
        await api.SubmitAsync(interview, Cards.Whole("ben", 4));
    }

    private static async Task<CalibrationRun> CreateAsync(Api api) =>
        await api.Calibrations.CreateCalibrationRunAsync(new CreateCalibrationRunRequest { CalibrationRun = new CalibrationRun() });

    private static async Task<CalibrationRun> EndAsync(Api api, string name)
    {
        using var watch = api.Calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = name });
        CalibrationRun? last = null;
        while (await watch.ResponseStream.MoveNext(Cancellation))
        {
            last = watch.ResponseStream.Current;
        }

        return last!;
    }
}
