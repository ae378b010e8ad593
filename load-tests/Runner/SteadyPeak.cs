using Assessment.LoadTests.Reports;

namespace Assessment.LoadTests;

/// <summary>A peak that does not rise any more: a server that still optimizes its code, on a busy machine for minutes, gets faster from run to run.</summary>
internal static class SteadyPeak
{
    /// <summary>A run that is faster than the one before by more than this ratio was not the last.</summary>
    public const double Rise = 1.1;

    /// <summary>Runs at most.</summary>
    public const int MostRuns = 6;

    /// <summary>Measures until a run is hardly faster than the one before.</summary>
    /// <returns>The faster of the last two.</returns>
    public static async Task<Measurement> FindAsync(Func<Task<Measurement>> measure)
    {
        var best = await measure();
        for (int run = 2; run <= MostRuns; run++)
        {
            var next = await measure();
            bool isSteady = next.Summary.OkPerSecond <= Rise * best.Summary.OkPerSecond;
            best = next.Summary.OkPerSecond > best.Summary.OkPerSecond ? next : best;
            if (isSteady)
            {
                break;
            }
        }

        return best;
    }
}
