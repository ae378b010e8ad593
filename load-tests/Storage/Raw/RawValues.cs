using System.Runtime.InteropServices;
using System.Text;

namespace Assessment.StorageLoad.Raw;

/// <summary>A value in SQLite's own form.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number, or the address of the bytes.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct RawValue(RawKind Kind, long Number, int Length);

/// <summary>What a value is.</summary>
internal enum RawKind
{
    Null,
    Number,
    Text,
    Blob,
}

/// <summary>Values made ready beforehand: bytes that never move, which SQLite reads where they are.</summary>
internal sealed unsafe class RawValues : IDisposable
{
    private const int ChunkBytes = 16 << 20;

    private readonly List<nint> chunks = [];
    private int free;

    /// <summary>The value of what the product binds: null, a number, text or bytes.</summary>
    public RawValue Of(object? value) => value switch
    {
        null => default,
        int number => new(RawKind.Number, number, 0),
        long number => new(RawKind.Number, number, 0),
        string text => Keep(RawKind.Text, Encoding.UTF8.GetBytes(text)),
        byte[] bytes => Keep(RawKind.Blob, bytes),
        _ => throw new ArgumentException($"{value.GetType()} is no type of SQLite's."),
    };

    /// <inheritdoc/>
    public void Dispose() => chunks.ForEach(chunk => NativeMemory.Free((void*)chunk));

    private RawValue Keep(RawKind kind, byte[] bytes)
    {
        if (chunks.Count == 0 || free + bytes.Length > ChunkBytes)
        {
            chunks.Add((nint)NativeMemory.Alloc(ChunkBytes));
            free = 0;
        }

        nint at = chunks[^1] + free;
        bytes.CopyTo(new Span<byte>((void*)at, bytes.Length));
        free += bytes.Length;
        return new(kind, at, bytes.Length);
    }
}
