using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>What docs/operations.md tells an operator to run.</summary>
public sealed class OperationsTests
{
    private static IReadOnlyList<string> Blocks { get; } =
    [
        .. File.ReadAllText(Path.Combine(Sources.Root, "docs", "operations.md"))
            .Split("```sql\n").Skip(1).Select(block => block.Split("```")[0]),
    ];

    [Fact]
    public void EveryBlock_Parses()
    {
        Assert.NotEmpty(Blocks);
        Assert.All(Blocks, block => Assert.Empty(Parsing.Parse(block).Errors));
    }

    [Fact]
    public void Grants_NameEveryTableAndTypeAndNothingElse()
    {
        var granted = Blocks.SelectMany(Parsing.Statements).Select(statement => statement.Tree).OfType<GrantStatement>()
            .Select(grant => grant.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value);
        var made = Texts.All.SelectMany(text => Parsing.Statements(text.Sql)).Select(statement => statement.Tree)
            .Select(statement => statement switch
            {
                CreateTableStatement table => table.SchemaObjectName.BaseIdentifier.Value,
                CreateTypeTableStatement type => type.Name.BaseIdentifier.Value,
                _ => null,
            })
            .OfType<string>();
        Assert.Equal(made.Order(StringComparer.Ordinal), granted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Grants_AllowWhatStatementsDo()
    {
        var granted = Blocks.SelectMany(Parsing.Statements).Select(statement => statement.Tree).OfType<GrantStatement>()
            .SelectMany(grant => grant.Permissions.Select(permission =>
                $"{permission.Identifiers[0].Value} {grant.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers[^1].Value}"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var changes = new Changes();
        foreach (var statement in Texts.Statements)
        {
            Parsing.Parse(statement.In(Storage.Dialect.SqlServer)).Tree.Accept(changes);
        }

        Assert.NotEmpty(changes.Found);
        Assert.Empty(changes.Found.Except(granted, StringComparer.OrdinalIgnoreCase)
            .Except(["INSERT schema_version"], StringComparer.Ordinal)); // The owner's, when it migrates.
        Assert.DoesNotContain("UPDATE audit_event", granted);
        Assert.DoesNotContain("DELETE audit_event", granted);
    }

    /// <summary>Which tables are changed, and how.</summary>
    private sealed class Changes : TSqlFragmentVisitor
    {
        public HashSet<string> Found { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(InsertSpecification node) => Add("INSERT", node.Target, from: null);

        public override void Visit(UpdateSpecification node) => Add("UPDATE", node.Target, node.FromClause);

        public override void Visit(DeleteSpecification node) => Add("DELETE", node.Target, node.FromClause);

        private void Add(string change, TableReference target, FromClause? from)
        {
            if (target is NamedTableReference table)
            {
                var aliases = new Aliases();
                from?.Accept(aliases);
                string name = table.SchemaObject.BaseIdentifier.Value;
                Found.Add($"{change} {aliases.Tables.GetValueOrDefault(name, name)}");
            }
        }
    }

    private sealed class Aliases : TSqlFragmentVisitor
    {
        public Dictionary<string, string> Tables { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(NamedTableReference node)
        {
            if (node.Alias is { } alias)
            {
                Tables[alias.Value] = node.SchemaObject.BaseIdentifier.Value;
            }
        }
    }
}
