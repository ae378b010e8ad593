using System.Data.Common;
using Dapper;

namespace Assessment.Storage;

/// <summary>One connection inside a transaction, for as long as one read or write lasts.</summary>
internal abstract class Session(DbConnection connection)
{
    /// <summary>The first row of a query; null when there is none.</summary>
    public Task<T?> FindAsync<T>(string sql, object parameters) where T : class =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object parameters) =>
        (await connection.QueryAsync<T>(Command(sql, parameters)).ConfigureAwait(false)).AsList();

    /// <summary>The single value of a query.</summary>
    public Task<T?> ScalarAsync<T>(string sql, object parameters) => connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    /// <summary>Runs a statement that is seldom needed.</summary>
    /// <returns>How many rows changed.</returns>
    public Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Runs a statement that is often needed.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="values">A value for each of its parameters, in their order.</param>
    /// <returns>How many rows changed.</returns>
    public abstract Task<int> RunAsync(Statement statement, params object?[] values);

    /// <summary>Inserts a row.</summary>
    /// <param name="whenTaken">What it means that the row's key is taken.</param>
    /// <param name="subject">What the conflict is about.</param>
    /// <param name="insert">The statement.</param>
    /// <param name="values">A value for each of its parameters, in their order.</param>
    /// <exception cref="ConflictException">The key is taken.</exception>
    public async Task InsertAsync(ConflictKind whenTaken, Guid subject, Statement insert, params object?[] values)
    {
        try
        {
            await RunAsync(insert, values).ConfigureAwait(false);
        }
        catch (DbException e) when (IsUniqueViolation(e))
        {
            throw new ConflictException(whenTaken, subject);
        }
    }

    /// <summary>Changes one row that is as its caller last saw it.</summary>
    /// <param name="subject">What the conflict is about.</param>
    /// <param name="update">The statement, which finds the row only while that holds.</param>
    /// <param name="values">A value for each of its parameters, in their order.</param>
    /// <exception cref="ConflictException">It no longer is.</exception>
    public async Task ChangeAsync(Guid subject, Statement update, params object?[] values)
    {
        if (await RunAsync(update, values).ConfigureAwait(false) == 0)
        {
            throw new ConflictException(ConflictKind.VersionChanged, subject);
        }
    }

    /// <summary>Whether a statement failed because its key is taken.</summary>
    public abstract bool IsUniqueViolation(DbException failure);

    /// <summary>What a query or statement runs with besides its text.</summary>
    protected abstract CommandDefinition Command(string sql, object parameters);
}
