using System.Diagnostics;
using Assessment.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Assessment.LoadScenarios.Submitting;

/// <summary>Calibration reports of the same stored ratings, made one after another until it is disposed.</summary>
internal sealed class ReportLoop(ServerConnection connection) : IAsyncDisposable
{
    private const int Interviews = 250;
    private const int Panel = 4;
    private const int Interviewers = 40;
    private const int Writers = 16;

    private readonly CalibrationService.CalibrationServiceClient _calibrations = new(connection.Invoker);
    private readonly InterviewService.InterviewServiceClient _interviews = new(connection.Invoker);
    private readonly ScorecardService.ScorecardServiceClient _scorecards = new(connection.Invoker);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _mine = new();
    private readonly List<double> _seconds = [];
    private Task? _running;
    private int _failed;

    /// <summary>How many were made, and how long they took.</summary>
    public string Remark
    {
        get
        {
            lock (_mine)
            {
                double median = _seconds.Count == 0 ? 0 : _seconds.Order().ElementAt(_seconds.Count / 2);
                return FormattableString.Invariant(
                    $"Meanwhile {_seconds.Count} calibration reports were made, in {median:0.0} s by the median; {_failed} failed.");
            }
        }
    }

    /// <summary>Stores the ratings and begins, once.</summary>
    public async Task EnsureStartedAsync(CancellationToken cancellation)
    {
        if (_running is null)
        {
            var filter = new CalibrationFilter { SubmittedUntil = await StoreAsync(cancellation) };
            _running = RunAsync(filter);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await (_running ?? Task.CompletedTask);
        _ending.Dispose();
    }

    /// <summary>Stores cards of interviewers who meet each other in changing panels.</summary>
    /// <returns>A moment after the last of them.</returns>
    private async Task<Timestamp> StoreAsync(CancellationToken cancellation)
    {
        var content = await CardContent.ReadAsync(connection, cancellation);
        var last = DateTimeOffset.MinValue;
        await Parallel.ForAsync(0, Interviews, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation }, async (i, token) =>
        {
            var stored = await StorePanelAsync(content, i, token);
            lock (_mine)
            {
                last = stored > last ? stored : last;
            }
        });
        return (last + TimeSpan.FromMilliseconds(1)).ToTimestamp();
    }

    /// <returns>When the cards of the panel were submitted.</returns>
    private async Task<DateTimeOffset> StorePanelAsync(CardContent content, int number, CancellationToken cancellation)
    {
        string[] panel = [.. Enumerable.Range(0, Panel).Select(member => Interviewer((number + (member * ((number / Interviewers) + 1))) % Interviewers))];
        var interview = new Interview { CandidateId = $"calibrated-{Guid.NewGuid():N}", Step = "onsite", RoleProfile = CardContent.RoleProfile };
        interview.Panel.Add(panel.Select(who => new PanelMember { InterviewerId = who }));
        var create = new CreateInterviewRequest { Interview = interview, RequestId = Guid.NewGuid().ToString() };
        string name = (await Preparation.CallAsync(() => _interviews.CreateInterviewAsync(create, connection.Options(cancellation)), cancellation)).Name;
        var batch = new BatchSubmitScorecardsRequest { RequestId = Guid.NewGuid().ToString() };
        batch.Requests.Add(panel.Select((who, member) => new SubmitScorecardRequest { Parent = name, Scorecard = content.Card(who, (number * 7) + member) }));
        var stored = await Preparation.CallAsync(() => _scorecards.BatchSubmitScorecardsAsync(batch, connection.Options(cancellation)), cancellation);
        return stored.Scorecards[^1].SubmittedAt.ToDateTimeOffset();
    }

    private async Task RunAsync(CalibrationFilter filter)
    {
        while (!_ending.IsCancellationRequested)
        {
            long start = Stopwatch.GetTimestamp();
            var state = await MakeAsync(filter);
            lock (_mine)
            {
                if (state == CalibrationRun.Types.State.Succeeded)
                {
                    _seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                }
                else if (!_ending.IsCancellationRequested)
                {
                    _failed++;
                }
            }

            if (state != CalibrationRun.Types.State.Succeeded)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>The state that a run ended in; unspecified when the server was not to be asked.</summary>
    private async Task<CalibrationRun.Types.State> MakeAsync(CalibrationFilter filter)
    {
        try
        {
            var request = new CreateCalibrationRunRequest { CalibrationRun = new() { Filter = filter } };
            var run = await _calibrations.CreateCalibrationRunAsync(request, connection.Options(_ending.Token));
            using var watch = _calibrations.WatchCalibrationRun(
                new WatchCalibrationRunRequest { Name = run.Name }, new CallOptions(cancellationToken: _ending.Token));
            await foreach (var seen in watch.ResponseStream.ReadAllAsync())
            {
                run = seen;
            }

            return run.State;
        }
        catch (RpcException)
        {
            return CalibrationRun.Types.State.Unspecified;
        }
    }

    private static string Interviewer(int member) => FormattableString.Invariant($"calibrated-{member}");
}
