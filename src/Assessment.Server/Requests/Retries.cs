using Assessment.Storage;

namespace Assessment.Server.Requests;

/// <summary>Decides a write anew when what it was decided on changed before it was stored.</summary>
internal static class Retries
{
    /// <summary>Enough for a whole panel of 32 that changes at once: each round at least one of them gets through.</summary>
    public const int Many = 64;

    /// <summary>Runs a decision until nothing changed under it.</summary>
    /// <param name="attempts">At most so many, from 1; the last conflict reaches the caller.</param>
    /// <param name="decide">Loads, decides and stores.</param>
    public static async Task<T> OnChangeAsync<T>(int attempts, Func<Task<T>> decide)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await decide();
            }
            catch (ConflictException conflict) when (conflict.Kind == ConflictKind.VersionChanged && attempt < attempts)
            {
                // Decide anew on what is there now.
            }
        }
    }
}
