namespace Assessment.Calibration.Numerics;

/// <summary>Parallel loops that give the same bits on any number of cores.</summary>
internal static class Shards
{
    /// <summary>Cuts [0, count) into pieces whose number depends on count alone, maps each in parallel, returns them in order.</summary>
    /// <remarks>Reduce the returned array from first to last: then sums do not depend on which piece finished first.</remarks>
    public static T[] Map<T>(int count, int minimumSize, Func<int, int, T> map, int maximumShards = 64)
    {
        if (count == 0)
        {
            return [];
        }

        int shards = (int)Math.Clamp((long)count / Math.Max(1, minimumSize), 1, maximumShards);
        var results = new T[shards];
        if (shards == 1)
        {
            results[0] = map(0, count);
            return results;
        }

        Parallel.For(0, shards, s => results[s] = map(Bound(count, shards, s), Bound(count, shards, s + 1)));
        return results;
    }

    private static int Bound(int count, int shards, int shard) => (int)((long)count * shard / shards);
}
