using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assessment.EndToEnd.Tests.OpenApi;

/// <summary>Compares JSON with a schema of the document: every key is known, every type fits, nothing required is missing.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    private readonly List<string> _problems = [];

    /// <summary>Each difference with its place; empty when the JSON fits.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public void Check(JsonNode? value, JsonNode schema, string place)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            Check(value, document["components"]!["schemas"]![reference.Split('/')[^1]] ?? throw new KeyNotFoundException(reference), place);
            return;
        }

        switch ((string?)schema["type"])
        {
            case "object" when value is JsonObject item:
                CheckObject(item, schema, place);
                break;
            case "array" when value is JsonArray items:
                foreach (var (item, i) in items.Select((item, i) => (item, i)))
                {
                    Check(item, schema["items"]!, $"{place}[{i}]");
                }

                break;
            case "string" when value?.GetValueKind() == JsonValueKind.String:
                CheckText((string)value!, schema, place);
                break;
            case "integer" when value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<int>(out _):
            case "number" when value?.GetValueKind() == JsonValueKind.Number:
            case "boolean" when value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                break;
            default:
                _problems.Add($"{place}: {value?.ToJsonString() ?? "null"} is no {schema["type"]}");
                break;
        }
    }

    private void CheckObject(JsonObject item, JsonNode schema, string place)
    {
        var properties = schema["properties"]!.AsObject();
        foreach (var (name, value) in item)
        {
            if (properties[name] is { } property)
            {
                Check(value, property, $"{place}.{name}");
            }
            else if ((bool?)schema["additionalProperties"] != true)
            {
                _problems.Add($"{place}.{name} is not in the schema");
            }
        }

        var required = (schema["required"]?.AsArray() ?? []).Select(n => (string)n!);
        _problems.AddRange(required.Where(n => !item.ContainsKey(n)).Select(n => $"{place}.{n} is missing"));
    }

    private void CheckText(string text, JsonNode schema, string place)
    {
        bool fits = (string?)schema["format"] switch
        {
            "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "int64" => long.TryParse(text, CultureInfo.InvariantCulture, out _),
            "byte" => Convert.TryFromBase64String(text, new byte[text.Length], out _),
            _ => schema["enum"] is not JsonArray values || values.Any(v => (string?)v == text),
        };
        if (!fits)
        {
            _problems.Add($"{place}: '{text}' is no {schema["format"] ?? "value of the enum"}");
        }
    }
}
