using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

/// <summary>Resolves T-SQL against the schema that the migrations make, as SQL Server 2022 does.</summary>
internal static class Resolving
{
    /// <summary>Objects, columns and parameters that are not there.</summary>
    private static readonly int[] Unresolved = [71501, 71502, 71508];

    /// <summary>System procedures that statements call, as SQL Server documents them: a model knows the schema only.</summary>
    private static readonly string[] SystemProcedures =
    [
        """
        CREATE PROCEDURE sp_getapplock @Resource nvarchar(255), @LockMode nvarchar(32), @LockOwner nvarchar(32) = N'Transaction',
            @LockTimeout int = NULL, @DbPrincipal sysname = N'public'
        AS RETURN 0
        """,
        """
        CREATE PROCEDURE sp_releaseapplock @Resource nvarchar(255), @LockOwner nvarchar(32) = N'Transaction', @DbPrincipal sysname = N'public'
        AS RETURN 0
        """,
    ];

    /// <summary>What can't be resolved in statements, each wrapped as a procedure; and any error of the schema itself.</summary>
    public static IReadOnlyList<string> Problems(IEnumerable<string> statements)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        var (definitions, others) = Part(Texts.Migrations.Select(script => script.Sql).Concat(statements));
        foreach (string definition in SystemProcedures.Concat(definitions))
        {
            model.AddObjects(definition);
        }

        for (int i = 0; i < others.Count; i++)
        {
            var (sql, tables) = TablesForVariables.In(others[i], $"statement_{i + 1}_");
            foreach (string table in tables)
            {
                model.AddObjects(table);
            }

            model.AddObjects(Procedure($"statement_{i + 1}", sql));
        }

        return [.. model.Validate()
            .Where(message => message.MessageType == DacMessageType.Error || Unresolved.Contains(message.Number))
            .Select(message => $"{message.Prefix}{message.Number} {message.Message}")];
    }

    private static string Procedure(string name, string sql)
    {
        string parameters = string.Join(", ", Parsing.Parameters(sql).Select(p => $"{p} {ParameterTypes.Of(p, sql)}"));
        return $"CREATE PROCEDURE {name} {parameters} AS\nBEGIN\n{sql}\nEND";
    }

    /// <summary>A model holds definitions only. Whatever else stands in scripts and statements is wrapped; a text of several statements whole.</summary>
    private static (List<string> Definitions, List<string> Others) Part(IEnumerable<string> texts)
    {
        var (definitions, others) = (new List<string>(), new List<string>());
        foreach (string text in texts)
        {
            var statements = Parsing.Statements(text).ToList();
            definitions.AddRange(statements.Select(statement => statement.Tree).OfType<CreateTypeTableStatement>()
                .Select(type => TablesForVariables.DefinitionOf(type, text)));
            if (statements.Exists(statement => IsDefinition(statement.Tree)))
            {
                definitions.AddRange(statements.Where(statement => IsDefinition(statement.Tree)).Select(statement => statement.Sql));
                others.AddRange(statements.Where(statement => !IsDefinition(statement.Tree)).Select(statement => statement.Sql));
            }
            else
            {
                others.Add(text);
            }
        }

        return (definitions, others);
    }

    private static bool IsDefinition(TSqlStatement statement) =>
        statement is CreateTableStatement or CreateIndexStatement or CreateViewStatement or CreateTypeTableStatement;
}
