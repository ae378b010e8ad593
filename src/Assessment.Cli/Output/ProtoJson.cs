using System.Text.Json.Nodes;
using Assessment.Client;
using Google.Protobuf;

namespace Assessment.Cli.Output;

/// <summary>Messages as the proto JSON that machines read, both ways.</summary>
internal static class ProtoJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));

    /// <summary>A message; fields at their default are there too, absent ones are not.</summary>
    public static JsonNode Of(IMessage message) => JsonNode.Parse(Formatter.Format(message))!;

    public static JsonArray Of(IEnumerable<IMessage> messages) => [.. messages.Select(Of)];

    public static JsonNode Of(AssessmentError error) => new JsonObject
    {
        ["code"] = error.Code.ToString(),
        ["reason"] = error.Reason,
        ["message"] = error.Message,
        ["fieldViolations"] = Of(error.FieldViolations),
    };

    /// <summary>Reads one message.</summary>
    /// <exception cref="FormatException">The text is not this message; the message says why.</exception>
    public static T Parse<T>(string json)
        where T : IMessage<T>, new()
    {
        try
        {
            return JsonParser.Default.Parse<T>(json);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new FormatException(e.Message, e); // the parser's own are IOExceptions; some input makes it throw the others
        }
    }
}
