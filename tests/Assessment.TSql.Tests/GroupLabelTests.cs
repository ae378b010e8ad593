using Assessment.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>Group labels are kept apart: no statement brings them together with anything else.</summary>
public sealed class GroupLabelTests
{
    private const string Vault = "group_label";

    [Fact]
    public void NoStatement_ReadsGroupLabelsBesideAnotherTable()
    {
        var found = Texts.Statements.Select(statement => TablesOf(statement.In(Dialect.SqlServer))).Where(tables => tables.Contains(Vault)).ToList();
        Assert.True(found.Count >= 5, $"Only {found.Count} statements use {Vault}.");
        Assert.All(found, tables => Assert.Equal([Vault], tables));
    }

    [Fact]
    public void TablesOf_AJoin_NamesBoth() => Assert.Equal(
        [Vault, "interview"], TablesOf("SELECT 1 FROM interview i JOIN group_label g ON g.candidate_id = i.candidate_id").Order());

    private static HashSet<string> TablesOf(string sql)
    {
        var tables = new Tables();
        Parsing.Parse(sql).Tree.Accept(tables);
        return tables.Names;
    }

    private sealed class Tables : TSqlFragmentVisitor
    {
        public HashSet<string> Names { get; } = [];

        public override void Visit(NamedTableReference node) => Names.Add(node.SchemaObject.BaseIdentifier.Value);
    }
}
