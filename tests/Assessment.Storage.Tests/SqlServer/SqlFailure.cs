using System.Reflection;
using Microsoft.Data.SqlClient;

namespace Assessment.Storage.Tests;

/// <summary>Makes the driver's exceptions, which have no public constructor.</summary>
internal static class SqlFailure
{
    /// <summary>An exception with one error for each number.</summary>
    public static SqlException Of(byte severity, params int[] numbers)
    {
        const BindingFlags hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        var make = typeof(SqlError).GetConstructor(
            hidden,
            [typeof(int), typeof(byte), typeof(byte), typeof(string), typeof(string), typeof(string), typeof(int), typeof(Exception)])!;
        var add = typeof(SqlErrorCollection).GetMethod("Add", hidden, [typeof(SqlError)])!;
        foreach (int number in numbers)
        {
            add.Invoke(errors, [make.Invoke([number, (byte)1, severity, "server", $"Fehler {number}", "", 1, null])]);
        }

        var create = typeof(SqlException).GetMethod("CreateException", hidden, [typeof(SqlErrorCollection), typeof(string)])!;
        return (SqlException)create.Invoke(null, [errors, "16.0"])!;
    }
}
