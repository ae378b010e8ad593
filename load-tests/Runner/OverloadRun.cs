using System.Globalization;
using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests;

/// <summary>Measures a scenario's peak, then offers multiples of it, then measures the peak again: another's work on the machine shows as a difference.</summary>
internal sealed record OverloadRun
{
    /// <summary>Multiples of the peak, ascending.</summary>
    public IReadOnlyList<double> Factors { get; init; } = [1, 2, 3];

    /// <summary>Callers of the closed loop that finds the peak.</summary>
    public required int Callers { get; init; }

    /// <summary>How long the server is called before.</summary>
    public required TimeSpan WarmUp { get; init; }

    /// <summary>How long each run lasts.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Calls in flight at most.</summary>
    public required int MaximumInFlight { get; init; }

    /// <summary>Runs it.</summary>
    /// <returns>The runs, and what came of the targets at the highest load.</returns>
    public async Task<(IReadOnlyList<Measurement> Runs, IReadOnlyList<string> Targets)> RunAsync(LoadSession session, CancellationToken cancellation)
    {
        await session.WarmUpAsync(Callers, WarmUp, cancellation);
        var before = await SteadyPeak.FindAsync(() => session.MeasurePeakAsync(Callers, Duration, cancellation));
        if (before.Summary.OkPerSecond == 0)
        {
            return ([before], [OverloadVerdict.NoPeak(before)]);
        }

        var offered = new List<Measurement>();
        foreach (double factor in Factors)
        {
            string load = string.Create(CultureInfo.InvariantCulture, $"{factor:0.#} × peak");
            offered.Add(await session.OfferAsync(load, factor * before.Summary.OkPerSecond, Duration, MaximumInFlight, cancellation));
        }

        var after = await session.MeasurePeakAsync(Callers, Duration, cancellation);
        return ([before, .. offered, after], OverloadVerdict.Judge(before, offered, after));
    }
}
