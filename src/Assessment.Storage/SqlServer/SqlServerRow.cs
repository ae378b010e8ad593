using System.Buffers;
using System.Text;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>The row that a reader with sequential access is at, read through buffers that are used again.</summary>
internal sealed class SqlServerRow(SqlDataReader reader) : StoredRow, IDisposable
{
    private const int Smallest = 4_096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Smallest);
    private char[] _characters = ArrayPool<char>.Shared.Rent(Smallest);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Bytes(int column)
    {
        if (reader.IsDBNull(column))
        {
            return [];
        }

        return reader.GetFieldType(column) == typeof(string) ? TextBytes(column) : BlobBytes(column);
    }

    /// <inheritdoc/>
    public override long Number(int column) => Convert.ToInt64(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<char>.Shared.Return(_characters);
    }

    private ReadOnlySpan<byte> BlobBytes(int column)
    {
        int length = 0;
        while (reader.GetBytes(column, length, _bytes, length, _bytes.Length - length) is > 0 and long read)
        {
            length += (int)read;
            Grow(ref _bytes, length, length + 1);
        }

        return _bytes.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> TextBytes(int column)
    {
        int length = 0;
        while (reader.GetChars(column, length, _characters, length, _characters.Length - length) is > 0 and long read)
        {
            length += (int)read;
            Grow(ref _characters, length, length + 1);
        }

        Grow(ref _bytes, 0, Encoding.UTF8.GetMaxByteCount(length));
        return _bytes.AsSpan(0, Encoding.UTF8.GetBytes(_characters.AsSpan(0, length), _bytes));
    }

    /// <summary>Makes room, and keeps what is there.</summary>
    private static void Grow<T>(ref T[] buffer, int kept, int needed)
    {
        if (buffer.Length >= needed)
        {
            return;
        }

        T[] larger = ArrayPool<T>.Shared.Rent(Math.Max(needed, 2 * buffer.Length));
        buffer.AsSpan(0, kept).CopyTo(larger);
        ArrayPool<T>.Shared.Return(buffer);
        buffer = larger;
    }
}
