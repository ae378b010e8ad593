using System.Diagnostics;
using Assessment.Fuzz.Contract;

namespace Assessment.Fuzz.Calls;

/// <summary>Whose turn it is: every rpc gets about the same time, so that dear ones are called less often, and still often.</summary>
internal sealed class Rota(IReadOnlyList<Rpc> rpcs)
{
    private const double Cheapest = 3; // Milliseconds; what is cheaper gets no more turns.
    private const double Dearer = 150; // What is dearer gets no fewer.
    private const int Named = 6;

    private readonly Lock mine = new();
    private readonly double[] spent = new double[rpcs.Count];
    private readonly double[] cost = [.. Enumerable.Repeat(Cheapest, rpcs.Count)];

    /// <summary>The rpc that has had the least time.</summary>
    public int Next()
    {
        lock (mine)
        {
            int next = Array.IndexOf(spent, spent.Min());
            spent[next] += Math.Clamp(cost[next], Cheapest, Dearer);
            return next;
        }
    }

    /// <summary>What a call took.</summary>
    public void Took(int rpc, long begun)
    {
        lock (mine)
        {
            cost[rpc] += (Stopwatch.GetElapsedTime(begun).TotalMilliseconds - cost[rpc]) / 20;
        }
    }

    /// <summary>The rpcs whose last calls took longest, with the milliseconds of each.</summary>
    public IReadOnlyList<(string Rpc, double Milliseconds)> Dearest()
    {
        lock (mine)
        {
            return [.. rpcs.Select((rpc, i) => (rpc.Name, cost[i])).OrderByDescending(rpc => rpc.Item2).Take(Named)];
        }
    }
}
