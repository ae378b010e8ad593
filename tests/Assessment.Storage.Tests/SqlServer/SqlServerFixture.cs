using Dapper;
using Microsoft.Data.SqlClient;
using Testcontainers.MsSql;

namespace Assessment.Storage.Tests;

/// <summary>
/// A new database on a server that speaks TDS: the one that ASSESSMENT_TEST_SQLSERVER names, else SQL Server in a container when a
/// Docker engine answers, else none, and the reason why.
/// </summary>
public sealed class SqlServerFixture : IAsyncLifetime
{
    private const string Variable = "ASSESSMENT_TEST_SQLSERVER";

    /// <summary>The tables, those that refer to others first.</summary>
    private static readonly string[] Tables =
    [
        "request_interview", "request", "state_event", "kit_question", "claim", "decision", "scorecard_revision", "scorecard", "panel_member", "interview",
        "document", "calibration_document", "calibration_run", "group_label", "candidate_key", "audit_event", "audit_head", "server_key",
    ];

    private MsSqlContainer? container;
    private SqlConnectionStringBuilder? server;

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>The new database.</summary>
    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            server = new(given);
        }
        else if (await StartAsync() is { } own)
        {
            server = new(own);
        }
        else
        {
            return;
        }

        string name = $"assessment_test_{Guid.NewGuid():N}";
        ConnectionString = new SqlConnectionStringBuilder(server.ConnectionString) { InitialCatalog = name }.ConnectionString;
        await OnServerAsync($"CREATE DATABASE {name}");
    }

    /// <summary>Deletes every row, as far as there is a schema already.</summary>
    public async Task EmptyAsync()
    {
        await using var connection = new SqlConnection(ConnectionString);
        await connection.OpenAsync();
        if (await connection.ExecuteScalarAsync<int>("SELECT CASE WHEN OBJECT_ID('event_counter') IS NULL THEN 0 ELSE 1 END") == 1)
        {
            foreach (string table in Tables)
            {
                await connection.ExecuteAsync($"DELETE FROM {table}");
            }

            await connection.ExecuteAsync("UPDATE event_counter SET position = 0");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            SqlConnection.ClearAllPools();
            await OnServerAsync($"DROP DATABASE {new SqlConnectionStringBuilder(ConnectionString).InitialCatalog}");
        }

        if (container is not null)
        {
            await container.DisposeAsync();
        }
    }

    private async Task<string?> StartAsync()
    {
        try
        {
            container = new MsSqlBuilder("mcr.microsoft.com/mssql/server:2022-latest").Build();
            await container.StartAsync();
            return container.GetConnectionString();
        }
        catch (Exception e)
        {
            string reason = e.Message.Split('\n')[0].Trim();
            Missing = $"{Variable} is not set, and no Docker engine serves SQL Server: {reason}";
            return null;
        }
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new SqlConnection(
            new SqlConnectionStringBuilder(server!.ConnectionString) { InitialCatalog = "master" }.ConnectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
