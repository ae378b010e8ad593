using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>Finds what the program's T-SQL does without: it is wrong under load, or servers that speak T-SQL differ in it.</summary>
internal sealed class Forbidden : TSqlFragmentVisitor
{
    private readonly List<string> found = [];

    /// <summary>What a text has of it.</summary>
    public static IReadOnlyList<string> In(string sql)
    {
        var visitor = new Forbidden();
        Parsing.Parse(sql).Tree.Accept(visitor);
        return visitor.found;
    }

    public override void Visit(MergeStatement node) => found.Add("MERGE");

    public override void Visit(TableHint node) => found.Add($"the table hint {node.HintKind}");

    public override void Visit(WaitForStatement node) => found.Add("WAITFOR");

    public override void Visit(TriggerStatementBody node) => found.Add("a trigger");

    public override void Visit(CreateSynonymStatement node) => found.Add("a synonym");

    public override void Visit(DenyStatement node) => found.Add("DENY");

    public override void Visit(CreateOrAlterViewStatement node) => found.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterProcedureStatement node) => found.Add("CREATE OR ALTER");

    public override void Visit(CreateOrAlterFunctionStatement node) => found.Add("CREATE OR ALTER");

    public override void Visit(AlterViewStatement node) => found.Add("ALTER VIEW");

    public override void Visit(AlterTableAlterColumnStatement node) => found.Add("ALTER COLUMN");

    public override void Visit(ExecutableStringList node) => found.Add("SQL in a string");

    public override void Visit(IdentityOptions node) => found.Add("IDENTITY");

    public override void Visit(SystemTimePeriodDefinition node) => found.Add("a temporal table");

    public override void Visit(TopRowFilter node)
    {
        if (node.WithTies)
        {
            found.Add("TOP WITH TIES");
        }
    }

    public override void Visit(AlterTableAddTableElementStatement node)
    {
        if (node.Definition.ColumnDefinitions.Count > 1)
        {
            found.Add("several columns in one ADD");
        }
    }

    public override void Visit(TableDefinition node)
    {
        if (node.Indexes.Count > 0 || node.ColumnDefinitions.Any(column => column.Index is not null))
        {
            found.Add("an inline INDEX");
        }
    }

    public override void Visit(SchemaObjectName node)
    {
        if (node.BaseIdentifier.Value.StartsWith('#'))
        {
            found.Add($"the temporary table {node.BaseIdentifier.Value}");
        }
        else if (node.BaseIdentifier.Value.Equals("sp_executesql", StringComparison.OrdinalIgnoreCase))
        {
            found.Add("SQL in a string");
        }
    }

    public override void Visit(FunctionCall node)
    {
        if (node.FunctionName.Value.StartsWith("PERCENTILE_", StringComparison.OrdinalIgnoreCase))
        {
            found.Add(node.FunctionName.Value);
        }
    }

    public override void Visit(GlobalVariableExpression node)
    {
        if (node.Name.Equals("@@ROWCOUNT", StringComparison.OrdinalIgnoreCase))
        {
            found.Add(node.Name);
        }
    }

    public override void Visit(AssignmentSetClause node)
    {
        if (node.Variable is not null)
        {
            found.Add("SET of a variable in UPDATE");
        }
    }

    public override void Visit(DataModificationStatement node)
    {
        if (node.WithCtesAndXmlNamespaces is not null)
        {
            found.Add("a change through a CTE");
        }
    }
}
