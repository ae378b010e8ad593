using System.Text;

namespace Assessment.Storage;

/// <summary>A row of a query that is read as it streams by. Its columns are read once each, in their order.</summary>
internal abstract class StoredRow
{
    /// <summary>The bytes of a blob, or of a text in UTF-8; empty when null. They are there until the next column is read.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);

    /// <summary>A whole number.</summary>
    public abstract long Number(int column);

    /// <summary>A text.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));
}
