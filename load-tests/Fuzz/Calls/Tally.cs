using System.Globalization;
using System.Text.RegularExpressions;
using Assessment.Fuzz.Contract;
using Assessment.Fuzz.Messages;
using Grpc.Core;

namespace Assessment.Fuzz.Calls;

/// <summary>One cause of what should not happen.</summary>
/// <param name="Problem">What happened.</param>
/// <param name="Rpc">Where.</param>
/// <param name="Detail">What the status said.</param>
/// <param name="Index">The first call that met it: with the run's seed, <c>--only INDEX:RPC</c> makes such a call again.</param>
/// <param name="Items">What it sent, in base64.</param>
/// <param name="Count">How many calls met it.</param>
internal sealed record Finding(string Problem, string Rpc, string Detail, long Index, IReadOnlyList<string> Items, int Count)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"FOUND {Problem} ×{Count}: --only {Index}:{Rpc}  {Detail}");
}

/// <summary>What calls came to.</summary>
internal sealed partial class Tally
{
    private const int NamedSlowest = 5;

    private readonly Lock mine = new();
    private readonly List<(string Call, double Seconds)> slowest = [];
    private readonly SortedDictionary<StatusCode, long> statuses = [];
    private readonly SortedDictionary<string, long> perRpc;
    private readonly SortedDictionary<string, long> answered;
    private readonly SortedDictionary<Hostility, long> kinds = [];
    private readonly Dictionary<(string, string, string), Finding> findings = [];

    /// <summary>Counts from zero, for every rpc.</summary>
    public Tally(IEnumerable<Rpc> rpcs)
    {
        perRpc = new(rpcs.ToDictionary(rpc => rpc.Name, _ => 0L), StringComparer.Ordinal);
        answered = new(perRpc, StringComparer.Ordinal);
    }

    /// <summary>All calls.</summary>
    public long Calls => perRpc.Values.Sum();

    /// <summary>Calls by status.</summary>
    public IReadOnlyDictionary<StatusCode, long> Statuses => statuses;

    /// <summary>Calls by rpc.</summary>
    public IReadOnlyDictionary<string, long> PerRpc => perRpc;

    /// <summary>Calls that ended OK, by rpc.</summary>
    public IReadOnlyDictionary<string, long> Answered => answered;

    /// <summary>Messages by what was wrong with them.</summary>
    public IReadOnlyDictionary<Hostility, long> Kinds => kinds;

    /// <summary>Messages.</summary>
    public long Messages { get; private set; }

    /// <summary>Calls whose bytes were no request, which the framework refuses by itself.</summary>
    public long Undecodable { get; private set; }

    /// <summary>Calls that lost their connection, with another that was given up on it.</summary>
    public long ConnectionsLost { get; private set; }

    /// <summary>Every cause of what should not happen so far, in the order in which they were found.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get
        {
            lock (mine)
            {
                return [.. findings.Values];
            }
        }
    }

    /// <summary>The calls that took longest, with their seconds.</summary>
    public IReadOnlyList<(string Call, double Seconds)> Slowest => slowest;

    /// <summary>Counts a call.</summary>
    public void Add(long index, CallOutcome outcome, TimeSpan took)
    {
        string? problem = outcome.Problem;
        lock (mine)
        {
            string name = outcome.Rpc.Name;
            statuses[outcome.Status] = statuses.GetValueOrDefault(outcome.Status) + 1;
            perRpc[name]++;
            answered[name] += outcome.Status == StatusCode.OK ? 1 : 0;
            Undecodable += outcome.Status == StatusCode.Unknown && problem is null ? 1 : 0;
            slowest.Add(($"{index}:{name} ({outcome.Status})", took.TotalSeconds));
            slowest.Sort((one, other) => other.Seconds.CompareTo(one.Seconds));
            slowest.RemoveRange(Math.Min(NamedSlowest, slowest.Count), slowest.Count - Math.Min(NamedSlowest, slowest.Count));
            ConnectionsLost += outcome.IsConnectionLost ? 1 : 0;
            foreach (var item in outcome.Plan.Items)
            {
                Count(item.Kinds);
            }

            if (problem is not null)
            {
                Find(index, outcome, problem);
            }
        }
    }

    private void Count(Hostility of)
    {
        Messages++;
        foreach (var kind in of == Hostility.None ? [of] : Enum.GetValues<Hostility>().Where(kind => kind != Hostility.None && of.HasFlag(kind)))
        {
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }
    }

    private void Find(long index, CallOutcome outcome, string problem)
    {
        var key = (problem, outcome.Rpc.Name, Varying().Replace(outcome.Detail, "…"));
        findings[key] = findings.TryGetValue(key, out var finding)
            ? finding with { Count = finding.Count + 1 }
            : new(problem, outcome.Rpc.Name, outcome.Detail, index, [.. outcome.Plan.Items.Select(item => Convert.ToBase64String(item.Bytes))], 1);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+")]
    private static partial Regex Varying();
}
