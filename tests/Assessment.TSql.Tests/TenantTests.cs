using System.Text.RegularExpressions;
using Assessment.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>No query without a tenant.</summary>
public sealed partial class TenantTests
{
    /// <summary>Statements that belong to the server rather than to a caller: each begins so, and no call of a caller's runs it.</summary>
    private static readonly (string Begins, string Why)[] OfTheServer =
    [
        ("SELECT DISTINCT tenant AS Tenant FROM document", "which tenants there are, to publish the installed banks to each"),
        ("SELECT tenant AS Tenant, id AS Id, filter AS Filter", "the queue of calibrations, whosever they are; what is done for one is its tenant's"),
        ("DELETE FROM request WHERE answered_at < @Before", "answers are forgotten by their age"),
        ("UPDATE event_counter SET position", "positions are the feed's, not a tenant's"),
        ("SELECT e.sequence AS Sequence, e.content AS Content", "the audit chains are a server's, and verified as a whole"),
        ("SELECT stray.id AS Id", "the same: what no event tells of"),
        ("SELECT writer_id", "the same: the chains themselves"),
        ("SET NOCOUNT ON; SET XACT_ABORT ON;", "submissions of many callers in one transaction: each row has its own tenant, and is matched on it"),
    ];

    private static readonly HashSet<string> Tables = TablesWithTenant();

    [Fact]
    public void EveryStatement_IsHeldToTheTenant()
    {
        var unheld = Texts.Statements.Select(statement => statement.In(Dialect.SqlServer))
            .Where(sql => new TenantPredicates(Tables).Unheld(sql).Count > 0)
            .Where(sql => !IsWholeTable(sql) && !OfTheServer.Any(exception => Flat(sql).StartsWith(exception.Begins, StringComparison.Ordinal)))
            .Select(Flat).Order(StringComparer.Ordinal).ToList();
        Assert.True(unheld.Count == 0, string.Join("\n", unheld));
    }

    [Fact]
    public void EveryException_IsAStatement() => Assert.All(OfTheServer, exception => Assert.Contains(
        Texts.Statements, statement => Flat(statement.In(Dialect.SqlServer)).StartsWith(exception.Begins, StringComparison.Ordinal)));

    [Theory]
    [InlineData("SELECT id FROM interview WHERE id = @id", "interview")]
    [InlineData("SELECT id FROM interview WHERE tenant = @tenant OR id = @id", "interview")]
    [InlineData("SELECT id FROM interview WHERE NOT tenant = @tenant", "interview")]
    [InlineData("SELECT id FROM interview WHERE tenant = @other", "interview")]
    [InlineData("SELECT i.id FROM interview i JOIN scorecard s ON s.interview_id = i.id WHERE i.tenant = @tenant", "scorecard")]
    [InlineData("SELECT i.id FROM interview i WHERE i.tenant = @tenant AND i.id IN (SELECT s.interview_id FROM scorecard s)", "scorecard")]
    [InlineData("UPDATE interview SET state = 2 WHERE id = @id", "interview")]
    [InlineData("DELETE FROM interview WHERE id = @id", "interview")]
    [InlineData("INSERT INTO interview (id) VALUES (@id)", "interview")]
    public void Unheld_WhatNothingHolds_IsFound(string sql, string table) => Assert.Equal([table], new TenantPredicates(Tables).Unheld(sql));

    [Theory]
    [InlineData("SELECT id FROM interview WHERE (tenant = @tenant AND id = @id)")]
    [InlineData("SELECT i.id FROM interview i JOIN scorecard s ON s.tenant = i.tenant AND s.interview_id = i.id WHERE i.tenant = @Tenant")]
    [InlineData("SELECT i.id FROM interview i WHERE i.tenant = @tenant AND NOT EXISTS (SELECT 1 FROM scorecard s WHERE s.tenant = i.tenant)")]
    [InlineData("INSERT INTO interview (tenant, id) VALUES (@tenant, @id)")]
    public void Unheld_WhatIsHeld_IsNotFound(string sql) => Assert.Empty(new TenantPredicates(Tables).Unheld(sql));

    /// <summary>A table as it stands, with its tenants: 'assess db copy' reads them so, and nothing of it reaches a caller.</summary>
    private static bool IsWholeTable(string sql) => WholeTable().IsMatch(Flat(sql));

    [GeneratedRegex(@"^SELECT \w+(, \w+)* FROM \w+$")]
    private static partial Regex WholeTable();

    private static string Flat(string sql) => string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static HashSet<string> TablesWithTenant()
    {
        var tables = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, sql) in Texts.Migrations)
        {
            foreach (var create in Parsing.Statements(sql).Select(statement => statement.Tree).OfType<CreateTableStatement>())
            {
                if (create.Definition.ColumnDefinitions.Any(column => column.ColumnIdentifier.Value == "tenant"))
                {
                    tables.Add(create.SchemaObjectName.BaseIdentifier.Value);
                }
            }
        }

        return tables;
    }
}
