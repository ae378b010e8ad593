using Microsoft.Data.SqlClient;

namespace Assessment.Storage;

/// <summary>Opens connections, and runs again what failed through no fault of its own.</summary>
/// <param name="connectionString">Where to.</param>
/// <param name="limits">How long things may take.</param>
/// <param name="clock">Whose timers the pauses follow.</param>
internal sealed class SqlServerConnections(string connectionString, SqlServerLimits limits, TimeProvider clock)
{
    private const int MostAttempts = 5;
    private const int ShortestPauseMilliseconds = 10;

    /// <summary>Opens a connection, most often one of the pool.</summary>
    /// <exception cref="StorageUnavailableException">It can't be opened.</exception>
    public async Task<SqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct).ConfigureAwait(false);
            return connection;
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw SqlServerErrors.IsCancelled(e, ct)
                ? new OperationCanceledException("The caller gave up.", e, ct)
                : e is SqlException or InvalidOperationException ? SqlServerErrors.Unavailable(e) : e;
        }
    }

    /// <summary>A session on a connection.</summary>
    public SqlServerSession Session(SqlConnection connection, SqlTransaction? transaction, CancellationToken ct) =>
        new(connection, transaction, limits.CommandSeconds, ct);

    /// <summary>Runs something that undoes itself when it fails, again while that is due to a neighbor.</summary>
    /// <param name="run">It.</param>
    /// <param name="repeats">Whether a failure is one to repeat it for.</param>
    /// <param name="ct">Ends the pauses.</param>
    public async Task<T> RepeatAsync<T>(Func<Task<T>> run, Func<SqlServerFailure, bool> repeats, CancellationToken ct)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await run().ConfigureAwait(false);
            }
            catch (SqlException e) when (attempt < MostAttempts && repeats(SqlServerErrors.Classify(e)) && !ct.IsCancellationRequested)
            {
                WriteMeter.Retried(SqlServerErrors.Classify(e) == SqlServerFailure.Again ? "undone" : "connection_lost");
                int longest = ShortestPauseMilliseconds << attempt;
                var pause = TimeSpan.FromMilliseconds(
                    System.Security.Cryptography.RandomNumberGenerator.GetInt32(ShortestPauseMilliseconds, longest + 1));
                await Task.Delay(pause, clock, ct).ConfigureAwait(false);
            }
        }
    }
}
