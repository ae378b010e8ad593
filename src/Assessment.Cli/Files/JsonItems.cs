using System.Text;
using System.Text.Json;

namespace Assessment.Cli.Files;

/// <summary>Splits a text into its JSON objects: one object, an array of them, or one after the other as in JSON Lines.</summary>
internal static class JsonItems
{
    /// <exception cref="FormatException">It is not JSON, or holds something else than objects; the message says where.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var items = new List<string>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                using var value = JsonDocument.ParseValue(ref reader);
                if (value.RootElement.ValueKind == JsonValueKind.Array)
                {
                    items.AddRange(value.RootElement.EnumerateArray().Select(TextOf));
                }
                else
                {
                    items.Add(TextOf(value.RootElement));
                }
            }
        }
        catch (JsonException e)
        {
            string what = e.Message.Split(" LineNumber:")[0];
            throw new FormatException($"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}: it is not JSON. {what}", e);
        }

        return items.Count > 0 ? items : throw new FormatException("it holds no object.");
    }

    private static string TextOf(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.GetRawText()
        : throw new FormatException($"it holds a {element.ValueKind} where an object is expected.");
}
