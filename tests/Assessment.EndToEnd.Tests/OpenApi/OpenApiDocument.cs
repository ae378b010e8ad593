using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assessment.EndToEnd.Tests.Contract;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Assessment.EndToEnd.Tests.OpenApi;

/// <summary>The OpenAPI 3.1 document of the REST face, from the contract's http rules and comments.</summary>
internal sealed class OpenApiDocument
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonSchemas _schemas = new();

    /// <summary>The document's text, the same for the same contract.</summary>
    public static string Write() => new OpenApiDocument().Build().ToJsonString(Readable) + "\n";

    private JsonObject Build()
    {
        var services = ContractFiles.Ours.SelectMany(f => f.Service).OrderBy(s => s.Name, StringComparer.Ordinal).ToList();
        var operations =
            from service in services
            from method in service.Method
            where method.Options?.GetExtension(AnnotationsExtensions.Http) is not null
            let rule = HttpRuleOperation.Of(method.Options.GetExtension(AnnotationsExtensions.Http))
            orderby rule.Path, rule.Method
            group (rule.Method, Operation: Operation(service, method, rule)) by rule.Path;
        var paths = new JsonObject();
        foreach (var path in operations.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            paths[path.Key] = new JsonObject(path.Select(o => KeyValuePair.Create(o.Method, (JsonNode?)o.Operation)));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Assessment",
                ["version"] = "v1",
                ["description"] = "Scores structured interviews and keeps scorecards. The JSON face of the gRPC services in protos/assessment/v1;"
                    + " generated from them. Scores are whole hundredths of a point. The streaming calls are served over gRPC and gRPC-Web only.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "http://127.0.0.1:5081", ["description"] = "The default of 'assess serve'." }),
            ["tags"] = new JsonArray([.. services.Select(s => new JsonObject
            {
                ["name"] = s.Name, ["description"] = JsonSchemas.CommentOf($".assessment.v1.{s.Name}"),
            })]),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = _schemas.All },
        };
    }

    private JsonObject Operation(ServiceDescriptorProto service, MethodDescriptorProto method, HttpRuleOperation rule)
    {
        var operation = new JsonObject
        {
            ["operationId"] = $"{service.Name}_{method.Name}",
            ["tags"] = new JsonArray(service.Name),
            ["description"] = JsonSchemas.CommentOf($".assessment.v1.{service.Name}.{method.Name}"),
        };
        JsonNode?[] parameters = [.. PathParameters(method, rule), .. QueryParameters(method, rule)];
        if (parameters.Length > 0)
        {
            operation["parameters"] = new JsonArray(parameters);
        }

        if (rule.Body.Length > 0)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Json(BodySchema(method, rule)) };
        }

        operation["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = IsPage(method) ? "The page." : JsonSchemas.CommentOf(method.OutputType),
                ["content"] = IsPage(method) ? Page() : Json(_schemas.Message(method.OutputType)),
            },
            ["default"] = new JsonObject
            {
                ["description"] = "The call was refused; the HTTP status follows the code.",
                ["content"] = Json(_schemas.Message(".google.rpc.Status")),
            },
        };
        return operation;
    }

    private static IEnumerable<JsonObject> PathParameters(MethodDescriptorProto method, HttpRuleOperation rule) =>
        rule.Parameters.Select(parameter => new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = "path",
            ["required"] = true,
            ["description"] = $"Part of {parameter.Field}: {JsonSchemas.CommentOf($"{method.InputType}.{parameter.Field}")}",
            ["schema"] = new JsonObject { ["type"] = "string" },
        });

    /// <summary>The fields that neither path nor body gives.</summary>
    private IEnumerable<JsonObject> QueryParameters(MethodDescriptorProto method, HttpRuleOperation rule) => rule.Body == "*"
        ? []
        : ContractFiles.Messages[method.InputType].Field
            .Where(field => field.Name != rule.Body && !rule.PathFields.Contains(field.Name))
            .Select(field => new JsonObject
            {
                ["name"] = field.JsonName,
                ["in"] = "query",
                ["required"] = field.Options.GetExtension(FieldBehaviorExtensions.FieldBehavior).Contains(FieldBehavior.Required),
                ["description"] = JsonSchemas.CommentOf($"{method.InputType}.{field.Name}"),
                ["schema"] = _schemas.Field(field),
            });

    private JsonObject BodySchema(MethodDescriptorProto method, HttpRuleOperation rule) => rule.Body == "*"
        ? _schemas.Body(method.InputType, [.. rule.PathFields])
        : _schemas.Field(ContractFiles.Messages[method.InputType].Field.Single(field => field.Name == rule.Body));

    /// <summary>A google.api.HttpBody is answered as what it holds.</summary>
    private static bool IsPage(MethodDescriptorProto method) => method.OutputType == ".google.api.HttpBody";

    private static JsonObject Page() => new() { ["text/html"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } };

    private static JsonObject Json(JsonObject schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };
}
