using System.Globalization;

namespace Assessment.LoadTests.Targets;

/// <summary>
/// The highest constant rate that is borne. Callers who wait find a higher one: their calls leave and arrive in bunches, which costs both
/// programs less than calls that come one by one, and here they share the processors.
/// </summary>
internal static class OpenPeak
{
    private const int MaximumInFlight = 4096;
    private const double Step = 0.85;
    private const double Borne = 0.99; // Of the calls that were due.
    private const int MostSteps = 16;

    /// <summary>Offers ever lower rates until one is borne.</summary>
    /// <param name="closedPeak">Calls a second of callers who wait.</param>
    public static async Task<double> FindAsync(LoadSession session, double closedPeak, TimeSpan duration, CancellationToken cancellation)
    {
        double rate = closedPeak;
        for (int step = 0; step < MostSteps; step++)
        {
            var run = await session.OfferAsync("", rate, duration, MaximumInFlight, cancellation);
            if (run.Summary.OkPerSecond >= Borne * rate)
            {
                break;
            }

            rate *= Step;
        }

        return rate;
    }

    /// <summary>How a report calls a share of it.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} % of the constant rate that is borne");
}
