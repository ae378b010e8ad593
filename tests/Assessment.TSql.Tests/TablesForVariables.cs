using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>
/// Puts a table in the place of each table variable and table-valued parameter of a text: DacFx resolves the columns of tables only.
/// </summary>
internal sealed class TablesForVariables : TSqlFragmentVisitor
{
    private readonly List<(int Start, int Length, string Text)> edits = [];
    private readonly string prefix;
    private readonly string sql;

    private TablesForVariables(string sql, string prefix) => (this.sql, this.prefix) = (sql, prefix);

    /// <summary>The definitions of the tables in the place of a text's table variables.</summary>
    public List<string> Definitions { get; } = [];

    /// <summary>The table in the place of a table type's rows.</summary>
    public static string DefinitionOf(CreateTypeTableStatement type, string sql) =>
        $"CREATE TABLE {NameOf(type.Name.BaseIdentifier.Value)} ({TextOf(type.Definition, sql)})";

    /// <summary>The text with tables, and those that it needs besides the table types'.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="prefix">What their names begin with, another one for each text.</param>
    public static (string Sql, IReadOnlyList<string> Definitions) In(string sql, string prefix)
    {
        var tables = new TablesForVariables(sql, prefix);
        Parsing.Parse(sql).Tree.Accept(tables);
        foreach (var (start, length, text) in tables.edits.OrderByDescending(edit => edit.Start))
        {
            sql = string.Concat(sql.AsSpan(0, start), text, sql.AsSpan(start + length));
        }

        return (sql, tables.Definitions);
    }

    public override void Visit(DeclareTableVariableStatement node)
    {
        string name = prefix + node.Body.VariableName.Value.TrimStart('@');
        Definitions.Add($"CREATE TABLE {name} ({TextOf(node.Body.Definition, sql)})");
        edits.Add((node.StartOffset, node.FragmentLength, ""));
    }

    public override void Visit(VariableTableReference node)
    {
        string type = ParameterTypes.Find(node.Variable.Name) ?? "";
        string name = type.EndsWith(" READONLY", StringComparison.Ordinal)
            ? NameOf(type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..^" READONLY".Length])
            : prefix + node.Variable.Name.TrimStart('@');
        edits.Add((node.Variable.StartOffset, node.Variable.FragmentLength, name));
    }

    private static string NameOf(string type) => $"rows_of_{type}";

    private static string TextOf(TableDefinition definition, string sql) => sql.Substring(definition.StartOffset, definition.FragmentLength);
}
