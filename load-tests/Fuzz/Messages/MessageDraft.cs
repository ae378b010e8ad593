using System.Text;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Assessment.Fuzz.Messages;

/// <summary>One message in the making: plausible fields, and among them some that are not.</summary>
/// <param name="values">Plausible values.</param>
/// <param name="hostile">How many of a hundred values are hostile.</param>
/// <param name="optional">How many of a hundred optional fields are given.</param>
internal sealed class MessageDraft(PlausibleValues values, int hostile, int optional)
{
    private const int Deepest = 8;
    private const int MostItems = 6;

    /// <summary>What is wrong with it so far.</summary>
    public Hostility Kinds { get; set; }

    /// <summary>A message of a type.</summary>
    public WireMessage Make(MessageDescriptor type, Chance chance, int depth = 0)
    {
        var message = new WireMessage();
        if (depth == Deepest)
        {
            return message;
        }

        var chosen = type.Oneofs.Where(oneof => !oneof.IsSynthetic)
            .Select(oneof => chance.Percent(75) ? oneof.Fields[0] : chance.Pick<FieldDescriptor>([.. oneof.Fields])).ToHashSet();
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            var own = chance.Fork();
            bool stands = field.RealContainingOneof is null ? IsGiven(field, own) : chosen.Contains(field);
            int count = !stands ? 0 : field.IsRepeated ? 1 + own.Below(own.Percent(50) ? 1 : MostItems) : 1;
            for (int i = 0; i < count; i++)
            {
                message.Fields.Add(Make(field, own.Fork(), depth));
            }
        }

        return message;
    }

    private WireField Make(FieldDescriptor field, Chance chance, int depth)
    {
        bool strange = chance.Percent(hostile);
        switch (field.FieldType)
        {
            case FieldType.String:
                return new(field.FieldNumber, WireType.Delimited, Bytes: Text(field, strange, chance));
            case FieldType.Bytes:
                return new(field.FieldNumber, WireType.Delimited, Bytes: strange ? Strange(values.Bytes(field, chance), chance) : values.Bytes(field, chance));
            case FieldType.Message when field.MessageType.FullName == "google.protobuf.Timestamp":
                Kinds |= strange ? Hostility.StrangeTime : Hostility.None;
                return new(field.FieldNumber, WireType.Delimited, Message: strange ? HostileNumbers.Time(chance) : PlausibleValues.Time(chance));
            case FieldType.Message or FieldType.Group:
                return new(field.FieldNumber, WireType.Delimited, Message: Make(field.MessageType, chance, depth + 1));
            default:
                return strange ? Number(field, chance) : PlausibleValues.Number(field, chance);
        }
    }

    private byte[] Text(FieldDescriptor field, bool strange, Chance chance)
    {
        string plausible = values.Text(field, chance.Fork());
        if (!strange)
        {
            return Encoding.UTF8.GetBytes(plausible);
        }

        var (bytes, kind) = HostileTexts.Make(plausible, chance);
        Kinds |= kind;
        return bytes;
    }

    private WireField Number(FieldDescriptor field, Chance chance)
    {
        var (number, kind) = HostileNumbers.Make(field, chance);
        Kinds |= kind;
        return number;
    }

    /// <summary>Bytes that are cut, changed, or deep.</summary>
    private byte[] Strange(byte[] plausible, Chance chance)
    {
        switch (chance.Below(4))
        {
            case 0:
                Kinds |= Hostility.DeepNesting;
                return Encoding.UTF8.GetBytes($"kind: question-bank\nid: {new string(chance.Percent(50) ? '[' : '{', 1 + chance.Below(20_000))}");
            case 1:
                Kinds |= Hostility.Truncated;
                return plausible[..chance.Below(plausible.Length + 1)];
            case 2:
                Kinds |= Hostility.RandomBytes;
                return chance.Bytes(chance.Below(2_000));
            default:
                Kinds |= Hostility.FlippedBytes;
                return ByteEdits.Flip(plausible, chance);
        }
    }

    private bool IsGiven(FieldDescriptor field, Chance chance)
    {
        var behaviors = field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior);
        return behaviors?.Count is not > 0 ? chance.Percent(optional)
            : behaviors.Contains(FieldBehavior.Required) ? chance.Percent(98)
            : behaviors.Contains(FieldBehavior.Optional) ? chance.Percent(optional)
            : chance.Percent(3); // The server's own: a client has no say in it.
    }
}
