using Assessment.Server.Names;

namespace Assessment.Server.Tests;

/// <summary>Ids that sort by when they were made.</summary>
public sealed class TimeOrderedIdsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 16, 30, 15, 999, TimeSpan.Zero);

    [Fact]
    public void Of_EachMicrosecond_SortsByTextAndByBytes()
    {
        Guid[] ids = [.. Enumerable.Range(0, 2_500).Select(i => TimeOrderedIds.Of(Start.AddMicroseconds(i)))];

        Assert.Equal(ids, ids.OrderBy(id => $"{id:D}", StringComparer.Ordinal));
        Assert.Equal(ids, ids.OrderBy(id => Convert.ToHexString(id.ToByteArray(bigEndian: true)), StringComparer.Ordinal));
    }

    [Fact]
    public void Of_OneMoment_IsAVersion7OfItAndNeverTheSame()
    {
        Guid[] ids = [.. Enumerable.Range(0, 10_000).Select(_ => TimeOrderedIds.Of(Start))];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((7, Start.ToUnixTimeMilliseconds()), (id.Version, Convert.ToInt64($"{id:N}"[..12], 16))));
        Assert.All(ids, id => Assert.Contains($"{id:D}"[19], "89ab")); // The variant.
    }
}
