using System.Data.Common;
using Dapper;

namespace Assessment.Storage;

/// <summary>One connection inside a transaction, for as long as one read or write lasts.</summary>
internal abstract class Session(DbConnection connection, Dialect dialect)
{
    /// <summary>Whose SQL it speaks.</summary>
    public Dialect Dialect { get; } = dialect;

    /// <summary>The first row of a query; null when there is none.</summary>
    public Task<T?> FindAsync<T>(Statement query, object parameters) where T : class =>
        connection.QueryFirstOrDefaultAsync<T>(Command(query.In(Dialect), parameters));

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(Statement query, object parameters) =>
        (await connection.QueryAsync<T>(Command(query.In(Dialect), parameters)).ConfigureAwait(false)).AsList();

    /// <summary>The single value of a query.</summary>
    public Task<T?> ScalarAsync<T>(Statement query, object parameters) =>
        connection.ExecuteScalarAsync<T>(Command(query.In(Dialect), parameters));

    /// <summary>Hands each row of a query to a reader as it comes, without an object for it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="read">Gets the same object for every row; it must not keep it.</param>
    /// <param name="values">A value for each of its parameters, in their order.</param>
    public abstract Task StreamAsync(Statement query, Action<StoredRow> read, params object?[] values);

    /// <summary>What a query runs with besides its text.</summary>
    protected abstract CommandDefinition Command(string sql, object parameters);
}
