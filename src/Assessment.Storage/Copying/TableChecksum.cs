using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;

namespace Assessment.Storage;

/// <summary>A checksum of rows in any order: the sum of their SHA-256, as numbers of 256 bits.</summary>
/// <remarks>A row's hash is over each value's type and length before its bytes; whole numbers of every width are alike.</remarks>
internal sealed class TableChecksum
{
    private readonly ulong[] sum = new ulong[4];

    /// <summary>How many rows.</summary>
    public long Rows { get; private set; }

    /// <summary>The checksum, in lower-case hexadecimal.</summary>
    public string Text => string.Concat(sum.Reverse().Select(part => part.ToString("x16", CultureInfo.InvariantCulture)));

    /// <summary>Adds all rows of a query.</summary>
    public static async Task<TableChecksum> OfAsync(DbDataReader reader, CancellationToken ct)
    {
        var checksum = new TableChecksum();
        object[] row = new object[reader.FieldCount];
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            reader.GetValues(row);
            checksum.Add(row);
        }

        return checksum;
    }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<object> row)
    {
        var digest = new ContentDigest(secret: null);
        foreach (object value in row)
        {
            _ = value switch
            {
                DBNull => digest.Add((long?)null),
                string text => digest.Add("text").Add(text),
                byte[] bytes => digest.Add("bytes").Add(bytes),
                _ => digest.Add("number").Add(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            };
        }

        Rows++;
        ReadOnlySpan<byte> hash = digest.Finish();
        ulong carry = 0;
        for (int i = 0; i < sum.Length; i++)
        {
            var total = (UInt128)sum[i] + BinaryPrimitives.ReadUInt64LittleEndian(hash[(8 * i)..]) + carry;
            sum[i] = (ulong)total;
            carry = (ulong)(total >> 64);
        }
    }
}
