using System.Text.Json.Nodes;

namespace Assessment.Cli.Tests;

/// <summary>docs/calibrate-report.schema.json, and as much of JSON Schema 2020-12 as it uses. A keyword that it doesn't know fails.</summary>
internal sealed class CalibrateSchema
{
    private static readonly string[] Remarks = ["$schema", "$defs", "title", "description"];

    private readonly JsonObject _root;

    private CalibrateSchema(JsonObject root) => _root = root;

    public static CalibrateSchema Load()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Assessment.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The repository's root was not found.");
        }

        string path = Path.Combine(root, "docs", "calibrate-report.schema.json");
        return new CalibrateSchema(JsonNode.Parse(File.ReadAllText(path))!.AsObject());
    }

    /// <summary>Everything that breaks the schema, by path.</summary>
    public List<string> Errors(JsonNode? value)
    {
        var errors = new List<string>();
        Check(_root, value, "$", errors);
        return errors;
    }

    private void Check(JsonObject schema, JsonNode? value, string path, List<string> errors)
    {
        foreach (var (keyword, rule) in schema)
        {
            bool holds = keyword switch
            {
                "type" => Types(rule!).Any(type => Is(type, value)),
                "const" => JsonNode.DeepEquals(rule, value),
                "enum" => rule!.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)),
                "minimum" => value is not JsonValue number || number.GetValue<double>() >= rule!.GetValue<double>(),
                "required" => value is not JsonObject || rule!.AsArray().All(name => value.AsObject().ContainsKey(name!.GetValue<string>())),
                "anyOf" => rule!.AsArray().Any(choice => Holds(choice!.AsObject(), value, path)),
                "$ref" => Follow(rule!.GetValue<string>(), value, path, errors),
                "properties" => Properties(rule!.AsObject(), value, path, errors),
                "additionalProperties" => Additional(schema, rule!, value, path, errors),
                "items" => Items(rule!.AsObject(), value, path, errors),
                _ => Remarks.Contains(keyword) ? true : throw new NotSupportedException(keyword),
            };
            if (!holds)
            {
                errors.Add($"{path}: {keyword} {rule!.ToJsonString()} does not hold for {value?.ToJsonString() ?? "null"}");
            }
        }
    }

    private bool Holds(JsonObject schema, JsonNode? value, string path)
    {
        var errors = new List<string>();
        Check(schema, value, path, errors);
        return errors.Count == 0;
    }

    private bool Follow(string reference, JsonNode? value, string path, List<string> errors)
    {
        Check(_root["$defs"]![reference["#/$defs/".Length..]]!.AsObject(), value, path, errors);
        return true;
    }

    private bool Properties(JsonObject properties, JsonNode? value, string path, List<string> errors)
    {
        foreach (var (name, schema) in properties)
        {
            if (value is JsonObject at && at.TryGetPropertyValue(name, out JsonNode? property))
            {
                Check(schema!.AsObject(), property, $"{path}.{name}", errors);
            }
        }

        return true;
    }

    private bool Additional(JsonObject schema, JsonNode rule, JsonNode? value, string path, List<string> errors)
    {
        foreach (var (name, property) in value as JsonObject ?? [])
        {
            if (schema["properties"]?.AsObject().ContainsKey(name) != true)
            {
                if (rule is not JsonObject allowed)
                {
                    return false;
                }

                Check(allowed, property, $"{path}.{name}", errors);
            }
        }

        return true;
    }

    private bool Items(JsonObject schema, JsonNode? value, string path, List<string> errors)
    {
        foreach (var (item, i) in (value as JsonArray ?? []).Select((item, i) => (item, i)))
        {
            Check(schema, item, $"{path}[{i}]", errors);
        }

        return true;
    }

    private static IEnumerable<string> Types(JsonNode rule) =>
        rule is JsonArray several ? several.Select(type => type!.GetValue<string>()) : [rule.GetValue<string>()];

    private static bool Is(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        "number" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "integer" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number && value.AsValue().TryGetValue(out long _),
        _ => throw new NotSupportedException(type),
    };
}
