using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>
/// Finds the tables of a statement whose rows are not held to the caller's tenant: neither is the table's tenant compared with the parameter,
/// nor with the tenant of a table that is, in a condition that always counts.
/// </summary>
/// <remarks>
/// Each query, subqueries too, is taken by itself; a subquery may also be held by the tables around it. Conditions under OR or NOT count for
/// nothing, but those of a NOT EXISTS's own query do. A row that is inserted is held by the tenant among its columns. Rows of a table variable
/// are the program's own, each with its caller's tenant; a query with a name is looked at where it stands.
/// </remarks>
internal sealed class TenantPredicates(IReadOnlySet<string> tablesWithTenant)
{
    private readonly List<string> found = [];
    private readonly HashSet<string> queriesByName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The tables of a text that nothing holds.</summary>
    public IReadOnlyList<string> Unheld(string sql)
    {
        foreach (var (statement, _) in Parsing.Statements(sql))
        {
            Look(statement, new Scope());
        }

        return found;
    }

    private void Look(TSqlFragment? fragment, Scope around)
    {
        switch (fragment)
        {
            case null:
                return;
            case CommonTableExpression named:
                queriesByName.Add(named.ExpressionName.Value);
                Look(named.QueryExpression, around);
                return;
            case QuerySpecification query:
                LookInto(query.FromClause?.TableReferences, query.WhereClause, query, around);
                return;
            case UpdateSpecification update:
                LookInto(update.FromClause is { } from ? [.. from.TableReferences] : [update.Target], update.WhereClause, update, around);
                return;
            case DeleteSpecification delete:
                LookInto(delete.FromClause is { } tables ? [.. tables.TableReferences] : [delete.Target], delete.WhereClause, delete, around);
                return;
            case InsertSpecification insert:
                string? target = NameOf(insert.Target);
                if (target is not null && tablesWithTenant.Contains(target)
                    && insert.Columns.All(column => !IsTenant(column.MultiPartIdentifier.Identifiers[^1].Value)))
                {
                    found.Add(target);
                }

                Look(insert.InsertSource, around);
                return;
            default:
                foreach (var part in Parts.Of(fragment).OrderBy(part => part is WithCtesAndXmlNamespaces ? 0 : 1))
                {
                    Look(part, around);
                }

                return;
        }
    }

    private void LookInto(IEnumerable<TableReference>? tables, WhereClause? where, TSqlFragment whole, Scope around)
    {
        var scope = new Scope(around);
        foreach (var table in tables ?? [])
        {
            Add(table, scope);
        }

        Take(where?.SearchCondition, scope);
        found.AddRange(scope.Own.Where(table => tablesWithTenant.Contains(table.Value) && !scope.IsHeld(table.Key)).Select(table => table.Value));
        foreach (var part in Parts.Of(whole))
        {
            LookForQueries(part, scope);
        }
    }

    /// <summary>Queries inside an expression, a join or a list: each is looked at with the tables around it.</summary>
    private void LookForQueries(TSqlFragment part, Scope scope)
    {
        if (part is QuerySpecification or InsertSpecification or UpdateSpecification or DeleteSpecification)
        {
            Look(part, scope);
            return;
        }

        foreach (var inner in Parts.Of(part))
        {
            LookForQueries(inner, scope);
        }
    }

    private void Add(TableReference table, Scope scope)
    {
        switch (table)
        {
            case QualifiedJoin join:
                Add(join.FirstTableReference, scope);
                Add(join.SecondTableReference, scope);
                Take(join.SearchCondition, scope);
                return;
            case JoinTableReference join:
                Add(join.FirstTableReference, scope);
                Add(join.SecondTableReference, scope);
                return;
            case JoinParenthesisTableReference parenthesis:
                Add(parenthesis.Join, scope);
                return;
            case VariableTableReference variable:
                scope.Equal(variable.Alias?.Value ?? variable.Variable.Name, Scope.Caller);
                return;
            case NamedTableReference named when queriesByName.Contains(NameOf(named)!):
                scope.Equal(named.Alias?.Value ?? NameOf(named)!, Scope.Caller);
                return;
            case NamedTableReference named:
                string name = NameOf(named)!;
                scope.Own[named.Alias?.Value ?? name] = name;
                return;
        }
    }

    /// <summary>Takes the comparisons of a condition that all must hold.</summary>
    private static void Take(BooleanExpression? condition, Scope scope)
    {
        switch (condition)
        {
            case BooleanParenthesisExpression parenthesis:
                Take(parenthesis.Expression, scope);
                return;
            case BooleanBinaryExpression { BinaryExpressionType: BooleanBinaryExpressionType.And } and:
                Take(and.FirstExpression, scope);
                Take(and.SecondExpression, scope);
                return;
            case BooleanComparisonExpression { ComparisonType: BooleanComparisonType.Equals } equals:
                scope.Equal(TermOf(equals.FirstExpression, scope), TermOf(equals.SecondExpression, scope));
                return;
        }
    }

    /// <summary>'@' for the caller's tenant, the table's alias for its column; null for anything else.</summary>
    private static string? TermOf(ScalarExpression expression, Scope scope) => expression switch
    {
        VariableReference variable when variable.Name.Equals("@tenant", StringComparison.OrdinalIgnoreCase) => Scope.Caller,
        ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [var table, var column] } when IsTenant(column.Value) => table.Value,
        ColumnReferenceExpression { MultiPartIdentifier.Identifiers: [var column] } when IsTenant(column.Value) && scope.Own.Count == 1 =>
            scope.Own.Single().Key,
        _ => null,
    };

    private static string? NameOf(TableReference table) => (table as NamedTableReference)?.SchemaObject.BaseIdentifier.Value;

    private static bool IsTenant(string name) => name.Equals("tenant", StringComparison.OrdinalIgnoreCase);

    /// <summary>The tables of one query, and which tenants are the same.</summary>
    private sealed class Scope(Scope? around = null)
    {
        public const string Caller = "@";

        private readonly List<(string First, string Second)> same = [];

        /// <summary>By alias.</summary>
        public Dictionary<string, string> Own { get; } = new(StringComparer.OrdinalIgnoreCase);

        public void Equal(string? first, string? second)
        {
            if (first is not null && second is not null)
            {
                same.Add((first, second));
            }
        }

        /// <summary>Whether a chain of equal tenants leads from a table to the caller.</summary>
        public bool IsHeld(string alias)
        {
            var reached = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { alias };
            bool grew = true;
            while (grew)
            {
                grew = false;
                foreach (var (first, second) in same)
                {
                    grew |= (reached.Contains(first) && reached.Add(second)) || (reached.Contains(second) && reached.Add(first));
                }
            }

            return reached.Contains(Caller)
                || (around is not null && reached.Any(one => !Own.ContainsKey(one) && around.Own.ContainsKey(one) && around.IsHeld(one)));
        }
    }
}
