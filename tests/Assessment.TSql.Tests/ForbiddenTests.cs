using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

public sealed class ForbiddenTests
{
    [Fact]
    public void EveryText_HasNothingForbidden() => Assert.All(Texts.All, text => Assert.Empty(Forbidden.In(text.Sql)));

    [Fact]
    public void Migrations_LeaveTheDatabasesOptionsAlone() => Assert.All(
        Texts.Migrations.SelectMany(script => Parsing.Statements(script.Sql)),
        statement => Assert.False(statement.Tree is AlterDatabaseStatement, statement.Sql));

    [Theory]
    [InlineData("MERGE t USING s ON t.a = s.a WHEN MATCHED THEN DELETE;")]
    [InlineData("SELECT a FROM t WITH (NOLOCK)")]
    [InlineData("UPDATE t WITH (UPDLOCK, HOLDLOCK) SET a = 1")]
    [InlineData("WAITFOR DELAY '00:00:01'")]
    [InlineData("CREATE TRIGGER x ON t AFTER INSERT AS SELECT 1")]
    [InlineData("CREATE OR ALTER VIEW v AS SELECT a FROM t")]
    [InlineData("ALTER VIEW v AS SELECT a FROM t")]
    [InlineData("ALTER TABLE t ALTER COLUMN a int NOT NULL")]
    [InlineData("ALTER TABLE t ADD a int NULL, b int NULL")]
    [InlineData("CREATE TABLE t (a int, INDEX i (a))")]
    [InlineData("CREATE TABLE t (a int IDENTITY)")]
    [InlineData("CREATE TABLE #t (a int)")]
    [InlineData("SELECT a FROM #t")]
    [InlineData("EXEC ('SELECT 1')")]
    [InlineData("EXEC sp_executesql N'SELECT 1'")]
    [InlineData("SELECT TOP (1) WITH TIES a FROM t ORDER BY a")]
    [InlineData("SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY a) OVER () FROM t")]
    [InlineData("UPDATE t SET @v = a, b = 1")]
    [InlineData("WITH c AS (SELECT a FROM t) DELETE FROM c")]
    [InlineData("IF @@ROWCOUNT = 0 SELECT 1")]
    [InlineData("DENY SELECT ON t TO u")]
    [InlineData("CREATE SYNONYM s FOR t")]
    public void In_EachForbiddenThing_FindsIt(string sql)
    {
        Assert.Empty(Parsing.Parse(sql).Errors);
        Assert.NotEmpty(Forbidden.In(sql));
    }
}
