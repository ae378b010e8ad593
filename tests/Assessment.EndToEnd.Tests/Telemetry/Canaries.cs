using System.Collections;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Assessment.EndToEnd.Tests.Telemetry;

/// <summary>Texts that stand for what people wrote, one for each field name, so that whoever finds one knows where it came from.</summary>
internal sealed partial class Canaries
{
    private const string Mark = "cnry7q";
    private const int Depth = 5;

    /// <summary>Fields that name what exists, or say what an enum would: nobody's words, and nobody's ids.</summary>
    private static readonly HashSet<string> Structural =
    [
        "name", "parent", "names", "interview", "interviews", "request_id", "etag", "page_token", "resume_token", "calibration_report",
        "role_profile", "role_profile_version", "question_banks", "open_roles", "focus", "competencies", "role", "level", "criterion", "red_flag",
        "redirected_to", "launched", "version", "file",
    ];

    private readonly HashSet<FieldDescriptor> _filled = [];

    /// <summary>The canary of a field, or of anything else by a name of letters and digits.</summary>
    public static string Of(string name) => $"{Mark}{name.Replace("_", "", StringComparison.Ordinal)}";

    /// <summary>The canaries in a text, each once.</summary>
    public static IReadOnlyList<string> FindIn(string text) => [.. Canary().Matches(text).Select(m => m.Value.ToLowerInvariant()).Distinct()];

    /// <summary>Puts canaries into the free fields of a request that is otherwise as it should be.</summary>
    public T Fill<T>(T message)
        where T : IMessage
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(f => !IsOutput(f)))
        {
            if (field.FieldType == FieldType.Message)
            {
                foreach (var item in ItemsOf(field, message))
                {
                    Fill(item);
                }
            }
            else if (IsFree(field))
            {
                PutInto(field, message);
                _filled.Add(field);
            }
        }

        return message;
    }

    /// <summary>A request with a canary in each text of every message in it, names and tokens too.</summary>
    public static IMessage Everywhere(MessageDescriptor type) => Everywhere(type, Depth);

    /// <summary>The free fields of some requests that <see cref="Fill"/> never met.</summary>
    public IEnumerable<string> NotFilled(IEnumerable<MessageDescriptor> requests)
    {
        var seen = new HashSet<MessageDescriptor>();
        return [.. requests.SelectMany(Reach).Where(f => IsFree(f) && !_filled.Contains(f)).Select(f => f.FullName).Distinct()];

        IEnumerable<FieldDescriptor> Reach(MessageDescriptor type) => seen.Add(type)
            ? type.Fields.InDeclarationOrder().Where(f => !IsOutput(f))
                .SelectMany(f => f.FieldType == FieldType.Message ? Reach(f.MessageType) : [f])
            : [];
    }

    private static IMessage Everywhere(MessageDescriptor type, int depth)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder().Where(f => !f.IsMap))
        {
            if (field.FieldType is FieldType.String or FieldType.Bytes)
            {
                PutInto(field, message);
            }
            else if (field.FieldType == FieldType.Message && depth > 0 && !field.MessageType.File.Package.StartsWith("google.", StringComparison.Ordinal))
            {
                var item = Everywhere(field.MessageType, depth - 1);
                if (field.IsRepeated)
                {
                    ((IList)field.Accessor.GetValue(message)).Add(item);
                }
                else
                {
                    field.Accessor.SetValue(message, item);
                }
            }
        }

        return message;
    }

    private static void PutInto(FieldDescriptor field, IMessage message)
    {
        string canary = Of(field.Name);
        object value = field.FieldType == FieldType.Bytes ? ByteString.CopyFromUtf8(canary) : canary;
        if (!field.IsRepeated)
        {
            if (field.Accessor.GetValue(message) is "" or ByteString { IsEmpty: true })
            {
                field.Accessor.SetValue(message, value);
            }
        }
        else if (field.Accessor.GetValue(message) is IList { Count: 0 } list)
        {
            list.Add(value);
        }
    }

    private static IEnumerable<IMessage> ItemsOf(FieldDescriptor field, IMessage message) =>
        field.IsMap ? [] : field.IsRepeated ? ((IList)field.Accessor.GetValue(message)).Cast<IMessage>()
        : field.Accessor.GetValue(message) is IMessage one ? [one] : [];

    private static bool IsFree(FieldDescriptor field) => field.FieldType == FieldType.String && !Structural.Contains(field.Name);

    private static bool IsOutput(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Any(b => b is FieldBehavior.OutputOnly or FieldBehavior.Identifier) == true;

    [GeneratedRegex($"{Mark}[a-z0-9]*", RegexOptions.IgnoreCase)]
    private static partial Regex Canary();
}
