using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>Parses T-SQL as SQL Server 2022 does.</summary>
internal static class Parsing
{
    /// <summary>The text's syntax tree, and each error as <c>line:column message</c>.</summary>
    public static (TSqlFragment Tree, IReadOnlyList<string> Errors) Parse(string sql)
    {
        using var reader = new StringReader(sql);
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return (tree, [.. errors.Select(error => $"{error.Line}:{error.Column} {error.Number} {error.Message}")]);
    }

    /// <summary>The statements of a script, over all its batches: of which kind each is, and its text.</summary>
    public static IEnumerable<(TSqlStatement Tree, string Sql)> Statements(string script) =>
        from batch in ((TSqlScript)Parse(script).Tree).Batches
        from statement in batch.Statements
        select (statement, script.Substring(statement.StartOffset, statement.FragmentLength));

    /// <summary>The variables that a text takes from outside, as first written.</summary>
    public static IReadOnlyList<string> Parameters(string sql)
    {
        var variables = new Variables();
        Parse(sql).Tree.Accept(variables);
        return [.. variables.Used
            .Where(name => !variables.Declared.Contains(name))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private sealed class Variables : TSqlFragmentVisitor
    {
        public List<string> Used { get; } = [];

        public HashSet<string> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(VariableReference node) => Used.Add(node.Name);

        public override void Visit(VariableTableReference node) => Used.Add(node.Variable.Name);

        public override void Visit(DeclareVariableElement node) => Declared.Add(node.VariableName.Value);

        public override void Visit(DeclareTableVariableBody node) => Declared.Add(node.VariableName.Value);

        public override void Visit(ExecuteParameter node)
        {
            if (node.Variable is { } formal)
            {
                Declared.Add(formal.Name); // The procedure's own name for it.
            }
        }
    }
}
