using System.Data.Common;

namespace Assessment.Storage;

/// <summary>A session that also writes.</summary>
internal abstract class WriteSession(DbConnection connection, Dialect dialect) : Session(connection, dialect)
{
    /// <summary>What changed, for those who watch; stored with the commit, in this order.</summary>
    public List<Change> Changes { get; } = [];

    /// <summary>What was done, for the audit chain; stored with the commit, in this order.</summary>
    public List<AuditEntry> Audited { get; } = [];

    /// <summary>Runs a statement.</summary>
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
    protected abstract bool IsUniqueViolation(DbException failure);
}
