using CsCheck;

namespace Assessment.Storage.Tests;

public sealed class StoredTests
{
    private static readonly Gen<DateTimeOffset> Times = Gen.Long[
        new DateTimeOffset(1, 1, 2, 0, 0, 0, TimeSpan.Zero).Ticks, new DateTimeOffset(9999, 12, 30, 0, 0, 0, TimeSpan.Zero).Ticks]
        .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    [Fact]
    public void Rounded_AnyTime_IsTheNearestMicrosecond() => Times.Sample(time =>
    {
        var rounded = Stored.Rounded(time);
        return rounded.Ticks % 10 == 0 && Math.Abs((rounded - time).Ticks) <= 5 && Stored.Rounded(rounded) == rounded;
    });

    [Fact]
    public void Blob_OfAnyIds_SortsAsTheirTextDoes() => Gen.Select(Gen.Guid, Gen.Guid).Sample((a, b) =>
        Math.Sign(Stored.Blob(a).AsSpan().SequenceCompareTo(Stored.Blob(b))) == Math.Sign(string.CompareOrdinal(a.ToString(), b.ToString()))
        && Stored.Guid(Stored.Blob(a)) == a);

    [Fact]
    public void Words_OfAnyJson_AreTheSame() => Gen.String[Gen.Char['\0', '\uD7FF'], 0, 20].Array[0, 8].Sample(words =>
        Stored.Words(Stored.Json(words)).SequenceEqual(words));
}
