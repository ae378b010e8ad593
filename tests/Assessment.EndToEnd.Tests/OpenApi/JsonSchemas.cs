using System.Text.Json.Nodes;
using Assessment.EndToEnd.Tests.Contract;
using Google.Api;
using Google.Protobuf.Reflection;
using FieldType = Google.Protobuf.Reflection.FieldDescriptorProto.Types.Type;

namespace Assessment.EndToEnd.Tests.OpenApi;

/// <summary>JSON Schemas of messages and enums, as proto3's JSON mapping writes them; collected as they are asked for.</summary>
internal sealed class JsonSchemas
{
    private const string Status = ".google.rpc.Status";
    private const string Any = ".google.protobuf.Any";
    private const string Timestamp = ".google.protobuf.Timestamp";

    private static readonly Dictionary<string, ContractElement> Elements = ContractFiles.Elements.ToDictionary(e => $".{e.Name}");

    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    /// <summary>All that were asked for, and what they refer to.</summary>
    public JsonObject All => new(_schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));

    /// <summary>The comment of a message, field, enum, value or rpc.</summary>
    public static string CommentOf(string name) => Elements.TryGetValue(name, out var element) ? element.Comment : "";

    /// <summary>A reference to a message's schema.</summary>
    public JsonObject Message(string name)
    {
        string id = IdOf(name);
        if (_schemas.TryAdd(id, [])) // At once, for messages that hold themselves.
        {
            _schemas[id] = name switch
            {
                Status => StatusSchema(),
                Any => AnySchema(),
                _ => Object(name, []),
            };
        }

        return Reference(id);
    }

    /// <summary>A reference to the schema of a message without the fields that the path gives.</summary>
    public JsonObject Body(string name, IReadOnlyCollection<string> without)
    {
        if (without.Count == 0)
        {
            return Message(name);
        }

        string id = $"{IdOf(name)}Body";
        _schemas[id] = Object(name, without);
        return Reference(id);
    }

    /// <summary>The schema of a field's value.</summary>
    public JsonObject Field(FieldDescriptorProto field) => field.Label == FieldDescriptorProto.Types.Label.Repeated
        ? new JsonObject { ["type"] = "array", ["items"] = Single(field) }
        : Single(field);

    private JsonObject Object(string name, IReadOnlyCollection<string> without)
    {
        var message = ContractFiles.Messages[name];
        var fields = message.Field.Where(f => !without.Contains(f.Name)).ToList();
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            properties[field.JsonName] = Property(name, message, field);
        }

        var schema = new JsonObject { ["type"] = "object", ["description"] = CommentOf(name), ["properties"] = properties };
        JsonNode?[] required = [.. fields.Where(f => Behaves(f, FieldBehavior.Required)).Select(f => JsonValue.Create(f.JsonName))];
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    private JsonObject Property(string message, DescriptorProto type, FieldDescriptorProto field)
    {
        var property = Field(field);
        property["description"] = Description(message, type, field);
        if (Behaves(field, FieldBehavior.OutputOnly) || Behaves(field, FieldBehavior.Identifier))
        {
            property["readOnly"] = true;
        }

        return property;
    }

    private static string Description(string message, DescriptorProto type, FieldDescriptorProto field)
    {
        string comment = CommentOf($"{message}.{field.Name}");
        if (!field.HasOneofIndex || field.Proto3Optional)
        {
            return comment;
        }

        var others = type.Field.Where(f => f.HasOneofIndex && f.OneofIndex == field.OneofIndex && f != field).Select(f => f.JsonName);
        return $"{comment} Not together with {string.Join(", ", others)}.";
    }

    private JsonObject Single(FieldDescriptorProto field) => field.Type switch
    {
        FieldType.String => new JsonObject { ["type"] = "string" },
        FieldType.Bool => new JsonObject { ["type"] = "boolean" },
        FieldType.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        FieldType.Int64 => new JsonObject { ["type"] = "string", ["format"] = "int64" },
        FieldType.Uint64 => new JsonObject { ["type"] = "string", ["format"] = "uint64" },
        FieldType.Double => new JsonObject { ["type"] = "number", ["format"] = "double" },
        FieldType.Bytes => new JsonObject { ["type"] = "string", ["format"] = "byte" },
        FieldType.Enum => Enum(field.TypeName),
        FieldType.Message when field.TypeName == Timestamp => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        FieldType.Message => Message(field.TypeName),
        _ => throw new NotSupportedException($"{field.Name}: {field.Type} is not in the contract so far."),
    };

    private JsonObject Enum(string name)
    {
        string id = IdOf(name);
        if (!_schemas.ContainsKey(id))
        {
            var type = (EnumDescriptorProto)Elements[name].Element;
            var meanings = type.Value.Select(v => $"- {v.Name}: {CommentOf($"{name}.{v.Name}")}");
            _schemas[id] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = $"{CommentOf(name)}\n\n{string.Join('\n', meanings)}",
                ["enum"] = new JsonArray([.. type.Value.Select(v => JsonValue.Create(v.Name))]),
            };
        }

        return Reference(id);
    }

    private JsonObject StatusSchema() => new()
    {
        ["type"] = "object",
        ["description"] = "An error: google.rpc.Status.",
        ["properties"] = new JsonObject
        {
            ["code"] = new JsonObject { ["type"] = "integer", ["format"] = "int32", ["description"] = "A google.rpc.Code." },
            ["message"] = new JsonObject { ["type"] = "string", ["description"] = "What is wrong, in English." },
            ["details"] = new JsonObject
            {
                ["type"] = "array",
                ["items"] = Message(Any),
                ["description"] = "ErrorInfo with a stable reason; where they help BadRequest, PreconditionFailure, RetryInfo.",
            },
        },
        ["required"] = new JsonArray("code", "message"),
    };

    private static JsonObject AnySchema() => new()
    {
        ["type"] = "object",
        ["description"] = "A message with its type: google.protobuf.Any.",
        ["properties"] = new JsonObject
        {
            ["@type"] = new JsonObject { ["type"] = "string", ["description"] = "'type.googleapis.com/' and the message's full name." },
        },
        ["required"] = new JsonArray("@type"),
        ["additionalProperties"] = true,
    };

    private static bool Behaves(FieldDescriptorProto field, FieldBehavior behavior) =>
        field.Options?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) == true;

    /// <summary>.assessment.v1.Interview.State → Interview.State.</summary>
    private static string IdOf(string name) => name.Replace(".assessment.v1.", "", StringComparison.Ordinal).TrimStart('.');

    private static JsonObject Reference(string id) => new() { ["$ref"] = $"#/components/schemas/{id}" };
}
