using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace Assessment.Storage;

/// <summary>A column of a table type, and its value in a row.</summary>
internal sealed class TableColumn<T>
{
    private const int English = 1033; // Named, so that no culture of the process gets in.

    private readonly Func<T, object?> value;

    private TableColumn(SqlMetaData type, Func<T, object?> value) => (Type, this.value) = (type, value);

    /// <summary>Its name and type.</summary>
    public SqlMetaData Type { get; }

    /// <summary>A whole number of 32 bits, or null.</summary>
    public static TableColumn<T> Int(string name, Func<T, int?> value) => new(new(name, SqlDbType.Int), row => value(row));

    /// <summary>A whole number of 64 bits, or null.</summary>
    public static TableColumn<T> Long(string name, Func<T, long?> value) => new(new(name, SqlDbType.BigInt), row => value(row));

    /// <summary>A text of at most so many characters.</summary>
    public static TableColumn<T> Text(string name, int most, Func<T, string> value) =>
        new(new(name, SqlDbType.NVarChar, most, English, System.Data.SqlTypes.SqlCompareOptions.None), value);

    /// <summary>A text of any length.</summary>
    public static TableColumn<T> Text(string name, Func<T, string> value) => Text(name, (int)SqlMetaData.Max, value);

    /// <summary>Exactly so many bytes, or null.</summary>
    public static TableColumn<T> Fixed(string name, int length, Func<T, byte[]?> value) => new(new(name, SqlDbType.Binary, length), value);

    /// <summary>At most so many bytes.</summary>
    public static TableColumn<T> Bytes(string name, int most, Func<T, byte[]> value) => new(new(name, SqlDbType.VarBinary, most), value);

    /// <summary>Any number of bytes.</summary>
    public static TableColumn<T> Bytes(string name, Func<T, byte[]> value) => Bytes(name, (int)SqlMetaData.Max, value);

    /// <summary>Its value in a row.</summary>
    /// <exception cref="ArgumentException">It is too long; the driver would cut it in silence.</exception>
    public object In(T row)
    {
        object? found = value(row);
        int length = found switch
        {
            string text => text.Length,
            byte[] bytes => bytes.Length,
            _ => 0,
        };
        bool fits = Type.MaxLength == SqlMetaData.Max || length <= Type.MaxLength;
        Require.That(fits || found is not (string or byte[]), $"{Type.Name} has {length} characters or bytes; at most {Type.MaxLength} fit.");
        return found ?? DBNull.Value;
    }
}

/// <summary>A table type of the schema, in which rows travel.</summary>
/// <param name="name">The type's name.</param>
/// <param name="columns">Its columns, in its order.</param>
internal sealed class TableType<T>(string name, params TableColumn<T>[] columns)
{
    private readonly SqlMetaData[] types = [.. columns.Select(column => column.Type)];

    /// <summary>The type's name.</summary>
    public string Name => name;

    /// <summary>The names and types of its columns, in its order.</summary>
    public IReadOnlyList<SqlMetaData> Columns => types;

    /// <summary>A parameter that holds rows.</summary>
    /// <exception cref="ArgumentException">A value is too long.</exception>
    public SqlParameter Parameter(string parameter, IReadOnlyList<T> rows) => new(parameter, SqlDbType.Structured)
    {
        TypeName = name,
        Value = rows.Count == 0 ? Empty() : Records(rows),
    };

    /// <summary>No rows: the driver takes no empty list of records for that.</summary>
    private DataTable Empty()
    {
        var table = new DataTable();
        foreach (var type in types)
        {
            table.Columns.Add(type.Name, type.SqlDbType switch
            {
                SqlDbType.Int => typeof(int),
                SqlDbType.BigInt => typeof(long),
                SqlDbType.NVarChar => typeof(string),
                _ => typeof(byte[]),
            });
        }

        return table;
    }

    private List<SqlDataRecord> Records(IReadOnlyList<T> rows)
    {
        var records = new List<SqlDataRecord>(rows.Count);
        foreach (var row in rows)
        {
            var record = new SqlDataRecord(types);
            for (int i = 0; i < columns.Length; i++)
            {
                record.SetValue(i, columns[i].In(row));
            }

            records.Add(record);
        }

        return records;
    }
}
