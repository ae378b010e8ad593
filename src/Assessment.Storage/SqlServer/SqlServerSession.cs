using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>One SQL Server connection inside a transaction, or between two. One caller at a time.</summary>
/// <param name="connection">Open.</param>
/// <param name="transaction">Null: each statement is its own, or begins one.</param>
/// <param name="commandSeconds">How long a statement may take.</param>
/// <param name="ct">Interrupts statements.</param>
internal sealed class SqlServerSession(
    SqlConnection connection, SqlTransaction? transaction, int commandSeconds, CancellationToken ct) : WriteSession(connection, Dialect.SqlServer)
{
    private const int LargestOrdinaryText = 4_000;
    private const int LargestOrdinaryBytes = 8_000;
    private const int NoLimit = -1;

    /// <inheritdoc/>
    public override async Task<int> RunAsync(Statement statement, params object?[] values)
    {
        await using var command = Create(statement, [.. values.Select((value, i) => Parameter(statement.Parameters[i], value))]);
        return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Runs a text to its end, and hands each row of its results to a reader: the first result's to the first, and so on.</summary>
    public async Task ReadAsync(Statement statement, SqlParameter[] parameters, params Action<SqlDataReader>[] readers)
    {
        await using var command = Create(statement, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
        int result = 0;
        do
        {
            while (await reader.ReadAsync(ct).ConfigureAwait(false))
            {
                readers[result](reader);
            }

            result++;
        }
        while (await reader.NextResultAsync(ct).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public override async Task StreamAsync(Statement query, Action<StoredRow> read, params object?[] values)
    {
        await using var command = Create(query, [.. values.Select((value, i) => Parameter(query.Parameters[i], value))]);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, ct).ConfigureAwait(false);
        using var row = new SqlServerRow(reader);
        while (await reader.ReadAsync(ct).ConfigureAwait(false))
        {
            read(row);
        }
    }

    /// <summary>A parameter of a value: null, int, long, string, bytes or a parameter already made. Texts and bytes share a few sizes, and so a plan.</summary>
    public static SqlParameter Parameter(string name, object? value) => value switch
    {
        SqlParameter made => made,
        null => new(name, SqlDbType.BigInt) { Value = DBNull.Value }, // No statement takes any other null than a number's.
        int number => new(name, SqlDbType.Int) { Value = number },
        long number => new(name, SqlDbType.BigInt) { Value = number },
        string text => new(name, SqlDbType.NVarChar, text.Length <= LargestOrdinaryText ? LargestOrdinaryText : NoLimit) { Value = text },
        byte[] bytes => new(name, SqlDbType.VarBinary, bytes.Length <= LargestOrdinaryBytes ? LargestOrdinaryBytes : NoLimit) { Value = bytes },
        _ => throw new ArgumentException($"{value.GetType()} is no type of a parameter."),
    };

    /// <inheritdoc/>
    protected override bool IsUniqueViolation(DbException failure) =>
        failure is SqlException sql && SqlServerErrors.Classify(sql) == SqlServerFailure.Taken;

    /// <inheritdoc/>
    protected override CommandDefinition Command(string sql, object parameters) =>
        new(sql, parameters, transaction, commandSeconds, cancellationToken: ct);

    private SqlCommand Create(Statement statement, SqlParameter[] parameters)
    {
        var command = new SqlCommand(statement.In(Dialect.SqlServer), connection, transaction) { CommandTimeout = commandSeconds };
        command.Parameters.AddRange(parameters);
        return command;
    }
}
