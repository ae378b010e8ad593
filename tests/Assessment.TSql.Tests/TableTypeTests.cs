using System.Reflection;
using Assessment.Storage;
using Microsoft.Data.SqlClient.Server;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Assessment.TSql.Tests;

public sealed class TableTypeTests
{
    [Fact]
    public void EveryTableType_HasTheColumnsOfTheMigrations()
    {
        var stored = Texts.Migrations
            .SelectMany(script => Parsing.Statements(script.Sql))
            .Select(statement => statement.Tree)
            .OfType<CreateTypeTableStatement>()
            .Select(type => $"dbo.{type.Name.BaseIdentifier.Value}: {string.Join(", ", type.Definition.ColumnDefinitions.Select(Text))}");
        var sent = typeof(Statement).Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(TableType<>))
            .Select(field => field.GetValue(null)!)
            .Select(type => $"{Value<string>(type, "Name")}: {string.Join(", ", Value<IReadOnlyList<SqlMetaData>>(type, "Columns").Select(Text))}");
        Assert.Equal(stored.Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
    }

    private static T Value<T>(object type, string property) => (T)type.GetType().GetProperty(property)!.GetValue(type)!;

    private static string Text(ColumnDefinition column)
    {
        var type = (SqlDataTypeReference)column.DataType;
        string length = type.Parameters.Count == 0 ? "" : $"({type.Parameters[0].Value})";
        return $"{column.ColumnIdentifier.Value} {type.SqlDataTypeOption}{length}".ToUpperInvariant();
    }

    private static string Text(SqlMetaData column)
    {
        string length = column.SqlDbType is System.Data.SqlDbType.Int or System.Data.SqlDbType.BigInt ? ""
            : column.MaxLength == SqlMetaData.Max ? "(max)"
            : $"({column.MaxLength})";
        return $"{column.Name} {column.SqlDbType}{length}".ToUpperInvariant();
    }
}
