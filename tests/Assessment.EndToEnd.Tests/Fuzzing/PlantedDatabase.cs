using Assessment.Fuzz;
using Assessment.Fuzz.Integrity;
using Assessment.Fuzz.Servers;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Assessment.EndToEnd.Tests.Fuzzing;

/// <summary>The database of a stopped server with a few interviews, cards, claims and decisions.</summary>
public sealed class PlantedDatabase : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    private string Original => Path.Combine(folder.Path, "planted.db");

    public async ValueTask InitializeAsync()
    {
        using var server = await FuzzServer.StartAsync(Original);
        using var seeds = new Seeds(server.Channel, new Pool());
        await seeds.PlantAsync();
        Assert.Equal(0, await server.StopAsync());
    }

    /// <summary>What is found wrong with a copy of it, after something was done to the copy that no server would do.</summary>
    internal async Task<IntegrityReport> CheckAsync(string sql)
    {
        string copy = Path.Combine(folder.Path, $"{Guid.NewGuid():N}.db");
        File.Copy(Original, copy);
        using (var connection = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            foreach (string trigger in connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            {
                connection.Execute($"DROP TRIGGER {trigger}");
            }

            connection.Execute($"PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; {sql}");
        }

        return await IntegrityCheck.RunAsync(copy);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
