using System.Diagnostics;
using Assessment.Storage;
using Phase = Assessment.V1.CalibrationRun.Types.Phase;

namespace Assessment.Server.Telemetry;

/// <summary>The spans of one calibration run: the whole, and one phase after another within it. For one thread at a time.</summary>
internal sealed class CalibrationSpans : IDisposable
{
    public const string RunTag = "assessment.calibration.run";
    public const string PhaseTag = "assessment.calibration.phase";
    public const string StateTag = "assessment.calibration.state";

    private static readonly ActivitySource Source = new(ServerMetrics.Name);

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Activity? _whole;
    private Activity? _phase;

    /// <param name="id">The run's.</param>
    public CalibrationSpans(Guid id) => _whole = Source.StartActivity(
        "calibration", ActivityKind.Internal, parentContext: default, [new(RunTag, id.ToString())]);

    /// <summary>A phase begins, and the one before it has ended.</summary>
    public void Began(Phase phase)
    {
        _phase?.Dispose();
        string name = phase.ToString().ToLowerInvariant();
        _phase = Source.StartActivity($"calibration {name}", ActivityKind.Internal, _whole?.Context ?? default, [new(PhaseTag, name)]);
    }

    /// <summary>The run's end is stored.</summary>
    public void Ended(CalibrationRunState state)
    {
        _whole?.SetTag(StateTag, state.ToString().ToLowerInvariant());
        if (state == CalibrationRunState.Failed)
        {
            _whole?.SetStatus(ActivityStatusCode.Error);
        }

        ServerMetrics.Calibrated(state, Stopwatch.GetElapsedTime(_begun));
    }

    public void Dispose()
    {
        _phase?.Dispose();
        _whole?.Dispose();
    }
}
