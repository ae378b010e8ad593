namespace Assessment.Storage;

/// <summary>A table that was copied, and what proves it.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows both databases have.</param>
/// <param name="Checksum">The checksum of both, in lower-case hexadecimal; it doesn't depend on the order of rows.</param>
public sealed record CopiedTable(string Table, long Rows, string Checksum);
