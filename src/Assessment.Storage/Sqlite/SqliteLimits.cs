namespace Assessment.Storage;

/// <summary>How long and how many may wait.</summary>
/// <param name="MostWaiting">The most writes that may wait for the writer; from 1.</param>
/// <param name="BusySeconds">How long a statement waits for a foreign program's lock on the file; from 1.</param>
/// <param name="MostPerCommit">The most writes of one transaction, so that the first needn't wait long for the last; from 1.</param>
internal sealed record SqliteLimits(int MostWaiting = 4096, int BusySeconds = 5, int MostPerCommit = 512);
