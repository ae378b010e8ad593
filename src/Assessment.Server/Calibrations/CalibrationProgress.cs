using Assessment.Calibration.Report;
using Phase = Assessment.V1.CalibrationRun.Types.Phase;

namespace Assessment.Server.Calibrations;

/// <summary>How far a run has come; written by the thread that computes, read by the one that stores.</summary>
internal sealed class CalibrationProgress
{
    private readonly Lock _lock = new();
    private readonly Action<Phase> _began;
    private (Phase Phase, long Done, long Total) _now = (Phase.Reading, 0, 0);

    /// <param name="began">Told of each phase as it begins, reading at once.</param>
    public CalibrationProgress(Action<Phase> began)
    {
        _began = began;
        began(Phase.Reading);
    }

    /// <summary>The phase, how much of it is done, and of how much; 0 while that is unknown.</summary>
    public (Phase Phase, long Done, long Total) Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>So many ratings were read.</summary>
    public void Read(long ratings) => Set(Phase.Reading, ratings, 0);

    /// <summary>A phase of the report began.</summary>
    public void Began(CalibrationPhase phase)
    {
        var shown = phase switch
        {
            CalibrationPhase.Design => Phase.Design,
            CalibrationPhase.Agreement => Phase.Agreement,
            CalibrationPhase.Variance => Phase.Variance,
            CalibrationPhase.Severity => Phase.Severity,
            CalibrationPhase.Criteria => Phase.Criteria,
            CalibrationPhase.Raters => Phase.Interviewers,
            _ => Phase.Bias,
        };
        _began(shown);
        Set(shown, (int)shown - 1, (int)Phase.Storing);
    }

    /// <summary>The report is computed and about to be stored.</summary>
    public void Storing()
    {
        _began(Phase.Storing);
        Set(Phase.Storing, (int)Phase.Storing - 1, (int)Phase.Storing);
    }

    private void Set(Phase phase, long done, long total)
    {
        lock (_lock)
        {
            _now = (phase, done, total);
        }
    }
}
