using System.Runtime.InteropServices;
using SQLitePCL;

namespace Assessment.Storage;

/// <summary>The row that a prepared statement is at, read without the driver's guard of each call, which costs more than the call.</summary>
/// <param name="prepared">Alive for as long as the row is read.</param>
internal sealed unsafe partial class SqliteRow(sqlite3_stmt prepared) : StoredRow
{
    private const string Library = "e_sqlite3"; // The driver's own, so that the statement is one of its.

    private readonly nint _statement = prepared.DangerousGetHandle();

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Bytes(int column)
    {
        nint bytes = Blob(_statement, column); // Before the length: SQLite asks for that order.
        return new((void*)bytes, Length(_statement, column));
    }

    /// <inheritdoc/>
    public override long Number(int column) => Integer(_statement, column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    [SuppressGCTransition]
    private static partial nint Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    [SuppressGCTransition]
    private static partial int Length(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    [SuppressGCTransition]
    private static partial long Integer(nint statement, int column);
}
