using System.Text.Json;

namespace Assessment.Storage.Tests;

/// <summary>Equality of stored values by everything in them; records compare their lists by identity.</summary>
internal static class Same
{
    public static void As<T>(T expected, T actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text<T>(T value) => JsonSerializer.Serialize(value);
}
