namespace Assessment.Fuzz;

/// <summary>Choices that follow from a seed alone (SplitMix64). Cheap to fork, so that what is chosen here moves nothing that is chosen there.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong state = seed;

    /// <summary>The choices of one call.</summary>
    /// <param name="seed">The run's.</param>
    /// <param name="index">The call's.</param>
    /// <param name="rpc">What it calls.</param>
    public static Chance Of(int seed, long index, string rpc)
    {
        ulong hash = 14_695_981_039_346_656_037; // FNV-1a
        foreach (char c in rpc)
        {
            hash = (hash ^ c) * 1_099_511_628_211;
        }

        return new Chance(new Chance(hash ^ (ulong)seed).Next() + (ulong)index).Fork();
    }

    /// <summary>64 bits.</summary>
    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>In [0, bound).</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>True in so many of a hundred.</summary>
    public bool Percent(int share) => Below(100) < share;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>So many bytes.</summary>
    public byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)(Next() >> 56);
        }

        return bytes;
    }

    /// <summary>Choices of their own: however many are taken of them, this takes one.</summary>
    public Chance Fork() => new(Next());
}
