using Assessment.Fuzz.Contract;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Assessment.Fuzz;

/// <summary>What a server's answers told: names, ids, etags and tokens that exist, by field and by form. Bounded: newer ones replace older ones.</summary>
internal sealed class Pool
{
    private const int PerKey = 256;
    private const int LongestText = 1_000;
    private const int ItemsOfAList = 64;

    private readonly Lock mine = new();
    private readonly Dictionary<string, (List<string> Texts, int Added)> texts = new(StringComparer.Ordinal);
    private readonly List<byte[]> sources = [];

    /// <summary>Bytes of question banks.</summary>
    public IReadOnlyList<byte[]> Sources => sources;

    /// <summary>Adds the source of a question bank.</summary>
    public void AddSource(byte[] source) => sources.Add(source);

    /// <summary>Adds a text under a key.</summary>
    public void Add(string key, string text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return;
        }

        lock (mine)
        {
            var (list, added) = texts.GetValueOrDefault(key, ([], 0));
            if (list.Count < PerKey)
            {
                list.Add(text);
            }
            else
            {
                list[added % PerKey] = text;
            }

            texts[key] = (list, added + 1);
        }
    }

    /// <summary>A text under a key; null when there is none. It takes one choice, however many there are.</summary>
    public string? Find(string key, Chance chance)
    {
        ulong choice = chance.Next();
        lock (mine)
        {
            return texts.TryGetValue(key, out var found) ? found.Texts[(int)(choice % (ulong)found.Texts.Count)] : null;
        }
    }

    /// <summary>Takes in everything that an answer tells.</summary>
    public void Observe(IMessage answer)
    {
        foreach (var field in answer.Descriptor.Fields.InDeclarationOrder())
        {
            switch (field.FieldType)
            {
                case FieldType.String:
                    foreach (object text in Items(field, answer))
                    {
                        Observe(field, (string)text);
                    }

                    break;
                case FieldType.Message:
                    foreach (object message in Items(field, answer))
                    {
                        Observe((IMessage)message);
                    }

                    break;
            }
        }
    }

    /// <summary>One word for a field, whether it is one or many: 'criteria' and 'criterion' hold the same.</summary>
    public static string KeyOf(FieldDescriptor field) => field.Name switch
    {
        "id" => SnakeCase(field.ContainingType.Name),
        "next_page_token" => "page_token",
        "criteria" => "criterion",
        "competencies" or "focus" => "competency",
        _ => field.IsRepeated && field.Name.EndsWith('s') ? field.Name[..^1] : field.Name,
    };

    private static IEnumerable<object> Items(FieldDescriptor field, IMessage message)
    {
        object? value = field.Accessor.GetValue(message);
        return value is null || field.IsMap ? []
            : field.IsRepeated ? ((System.Collections.IEnumerable)value).Cast<object>().Take(ItemsOfAList)
            : [value];
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    private void Observe(FieldDescriptor field, string text)
    {
        Add(KeyOf(field), text);
        if (NamePatterns.Of(text) is { } pattern)
        {
            Add(pattern, text);
        }
    }
}
