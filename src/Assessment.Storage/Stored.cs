using System.Text.Json;

namespace Assessment.Storage;

/// <summary>How values that SQL has no type for are stored.</summary>
internal static class Stored
{
    private const int TicksPerMicrosecond = 10;

    /// <summary>An id as 16 bytes that sort as the id does, so that UUIDv7 keys are appended.</summary>
    public static byte[] Blob(Guid id) => id.ToByteArray(bigEndian: true);

    /// <summary>The id of 16 bytes.</summary>
    public static Guid Guid(byte[] blob) => new(blob, bigEndian: true);

    /// <summary>Microseconds since 1970-01-01T00:00:00Z, rounded half up.</summary>
    public static long Microseconds(DateTimeOffset time)
    {
        long ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return (long)Math.Floor((ticks + (TicksPerMicrosecond / 2)) / (decimal)TicksPerMicrosecond);
    }

    /// <summary>The same; null stays null.</summary>
    public static long? Microseconds(DateTimeOffset? time) => time is { } known ? Microseconds(known) : null;

    /// <summary>The time at so many microseconds, UTC.</summary>
    public static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TicksPerMicrosecond);

    /// <summary>The same; null stays null.</summary>
    public static DateTimeOffset? Time(long? microseconds) => microseconds is { } known ? Time(known) : null;

    /// <summary>A time as it will be read back.</summary>
    public static DateTimeOffset Rounded(DateTimeOffset time) => Time(Microseconds(time));

    /// <summary>A list of words as a JSON array.</summary>
    public static string Json(IReadOnlyList<string> words) => JsonSerializer.Serialize(words);

    /// <summary>The words of a JSON array.</summary>
    public static IReadOnlyList<string> Words(string json) => JsonSerializer.Deserialize<string[]>(json)!;
}
