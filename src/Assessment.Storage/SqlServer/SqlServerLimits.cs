namespace Assessment.Storage;

/// <summary>How long and how many may wait.</summary>
/// <param name="MostWaiting">The most writes that may wait for the writer; from 1.</param>
/// <param name="MostCards">About so many scorecards are stored in one round trip; from 1.</param>
/// <param name="CommandSeconds">How long a statement may take; from 1.</param>
/// <param name="ConnectSeconds">How long connecting may take, unless the connection string says it; from 1.</param>
/// <param name="MostReads">The most reads at once; from 1.</param>
/// <param name="PollMilliseconds">How often other servers' commits are looked for while somebody waits for them; from 1.</param>
internal sealed record SqlServerLimits(
    int MostWaiting = 4096,
    int MostCards = 1_000,
    int CommandSeconds = 30,
    int ConnectSeconds = 5,
    int MostReads = 64,
    int PollMilliseconds = 500);
