using Assessment.Storage;

namespace Assessment.TSql.Tests;

public sealed class TSqlTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryText_ParsesAsSqlServer2022()
    {
        var texts = Texts.All.ToList();
        Assert.All(texts, text => Assert.Empty(Parsing.Parse(text.Sql).Errors));
        output.WriteLine($"{Texts.Migrations.Count} migrations and {Texts.Statements.Count} statements parsed.");
        Assert.NotEmpty(Texts.Migrations);
        Assert.True(Texts.Statements.Count > 600, $"Only {Texts.Statements.Count} statements were found.");
    }

    [Fact]
    public void EveryStatement_ResolvesInTheSchema()
    {
        var statements = Texts.Statements.Select(statement => statement.In(Dialect.SqlServer)).ToList();
        var problems = Resolving.Problems(statements);
        Assert.True(problems.Count == 0, string.Join('\n', problems.Take(20)));
        output.WriteLine($"{statements.Count} statements resolved.");
    }

    [Theory]
    [InlineData("SELECT FROM interview")]
    [InlineData("SELECT id FROM interview LIMIT 1")]
    [InlineData("INSERT INTO audit_head (hash) VALUES (@hash) ON CONFLICT DO NOTHING")]
    public void Parse_WhatIsNoTSql_SaysWhere(string sql) => Assert.StartsWith("1:", Assert.Single(Parsing.Parse(sql).Errors), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT candidat_id FROM interview WHERE tenant = @tenant", "candidat_id")]
    [InlineData("SELECT i.id FROM interviews i", "interviews")]
    [InlineData("UPDATE scorecard SET stat = 1 WHERE id = @id", "stat")]
    [InlineData("INSERT INTO request (tenant, request) VALUES (@tenant, @request_id)", "request")]
    [InlineData("DELETE FROM audit_head WHERE EXISTS (SELECT 1 FROM @audit a WHERE a.writer = audit_head.writer_id)", "writer")]
    [InlineData("DECLARE @held TABLE (id int); SELECT h.ids FROM @held h", "ids")]
    public void Problems_OfAMisspeltName_NamesIt(string sql, string name)
    {
        var problems = Resolving.Problems([sql]);
        Assert.Contains(problems, problem => problem.Contains($"[{name}]", StringComparison.Ordinal));
    }
}
