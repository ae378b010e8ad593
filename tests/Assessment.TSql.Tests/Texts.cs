using System.Runtime.CompilerServices;
using Assessment.Storage;

namespace Assessment.TSql.Tests;

/// <summary>Every text of T-SQL that the program can run.</summary>
internal static class Texts
{
    private static readonly Lazy<IReadOnlyList<Statement>> Made = new(MakeAll);

    /// <summary>The migrations, in order.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Migrations =>
        [.. SqlServerMigrations.Scripts.All.Select(script => (script.Name, script.Contents))];

    /// <summary>The statements: those that any type of the assembly makes when it is first used.</summary>
    public static IReadOnlyList<Statement> Statements => Made.Value;

    /// <summary>Migrations and statements.</summary>
    public static IEnumerable<(string Name, string Sql)> All =>
        Migrations.Concat(Statements.Select((statement, i) => ($"statement {i + 1}", statement.In(Dialect.SqlServer))));

    private static IReadOnlyList<Statement> MakeAll()
    {
        foreach (var type in typeof(Statement).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters))
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }

        return [.. Statement.All.Where(statement => statement.IsIn(Dialect.SqlServer)).DistinctBy(s => s.In(Dialect.SqlServer))];
    }
}
