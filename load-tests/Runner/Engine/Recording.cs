using Assessment.LoadScenarios;
using Grpc.Core;
using HdrHistogram;

namespace Assessment.LoadTests.Engine;

/// <summary>When a call was due, began and ended, from the start of the run.</summary>
internal readonly record struct CallTimes(TimeSpan Due, TimeSpan Begun, TimeSpan Ended)
{
    /// <summary>What whoever wanted the call then waited: from when it was due.</summary>
    public TimeSpan Latency => Ended - Due;

    /// <summary>What the call itself took.</summary>
    public TimeSpan ServiceTime => Ended - Begun;

    /// <summary>By how much the generator was late.</summary>
    public TimeSpan Lateness => Begun - Due;
}

/// <summary>What is kept of the calls of one run. Calls may be added from several threads.</summary>
internal sealed class Recording
{
    private static readonly long LongestMicroseconds = (long)TimeSpan.FromHours(1).TotalMicroseconds;

    private readonly LongConcurrentHistogram _okLatency = Histogram();
    private readonly LongConcurrentHistogram _okService = Histogram();
    private readonly LongConcurrentHistogram _shedLatency = Histogram();
    private readonly LongConcurrentHistogram _otherLatency = Histogram();
    private readonly LongConcurrentHistogram _lateness = Histogram();
    private readonly long[] _statuses = new long[Enum.GetValues<StatusCode>().Select(status => (int)status).Max() + 1];
    private long _okInTime;
    private long _requestBytes;
    private long _responseBytes;

    /// <summary>Calls that ended.</summary>
    public long Count => _statuses.Sum();

    /// <summary>Adds a call that ended.</summary>
    /// <param name="offered">How long calls were offered: what ends later counts for no rate.</param>
    public void Add(Outcome outcome, CallTimes times, TimeSpan offered)
    {
        Interlocked.Increment(ref _statuses[(int)outcome.Status]);
        Interlocked.Add(ref _requestBytes, outcome.RequestBytes);
        Interlocked.Add(ref _responseBytes, outcome.ResponseBytes);
        Record(_lateness, times.Lateness);
        switch (outcome.Status)
        {
            case StatusCode.OK:
                Record(_okLatency, times.Latency);
                Record(_okService, times.ServiceTime);
                if (times.Ended <= offered)
                {
                    Interlocked.Increment(ref _okInTime);
                }

                break;
            case StatusCode.ResourceExhausted:
                Record(_shedLatency, times.Latency);
                break;
            default:
                Record(_otherLatency, times.Latency);
                break;
        }
    }

    /// <summary>The figures, once no more calls are added.</summary>
    /// <param name="target">Calls a second that were due; null when callers called as often as they could.</param>
    /// <param name="due">Calls that were due.</param>
    /// <param name="overruns">Of those, calls that were not made, because too many others were in flight.</param>
    /// <param name="offered">How long calls were offered; above 0.</param>
    public LoadSummary Summarize(double? target, long due, long overruns, TimeSpan offered) => new()
    {
        TargetPerSecond = target,
        OfferedSeconds = offered.TotalSeconds,
        Due = due,
        Overruns = overruns,
        SentPerSecond = Count / offered.TotalSeconds,
        OkPerSecond = _okInTime / offered.TotalSeconds,
        Ok = _statuses[(int)StatusCode.OK],
        Shed = _statuses[(int)StatusCode.ResourceExhausted],
        Statuses = Enum.GetValues<StatusCode>().Where(status => _statuses[(int)status] > 0)
            .ToDictionary(status => status.ToString(), status => _statuses[(int)status]),
        OkLatency = Distribution.Of(_okLatency),
        OkServiceTime = Distribution.Of(_okService),
        ShedLatency = Distribution.Of(_shedLatency),
        OtherLatency = Distribution.Of(_otherLatency),
        Lateness = Distribution.Of(_lateness),
        RequestBytes = _requestBytes,
        ResponseBytes = _responseBytes,
    };

    private static LongConcurrentHistogram Histogram() => new(1, LongestMicroseconds, 3);

    private static void Record(LongConcurrentHistogram histogram, TimeSpan time) =>
        histogram.RecordValue(Math.Clamp((long)time.TotalMicroseconds, 0, LongestMicroseconds));
}
