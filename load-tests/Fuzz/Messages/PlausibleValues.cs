using System.Globalization;
using Assessment.Fuzz.Contract;
using Google.Protobuf.Reflection;

namespace Assessment.Fuzz.Messages;

/// <summary>Values that a well-meaning client might send: what the server told of before, and else what the field's type suggests.</summary>
internal sealed class PlausibleValues(Pool pool, NamePatterns patterns)
{
    private const long Newest = 1_790_000_000; // Late in 2026.

    private static readonly string[] Texts =
    [
        "Named the buyer and what they would do otherwise, then priced both errors.", "Asked for the baseline first.", "ann", "2024-05", "recall at 1 %",
        "A longer talk about the loss, the labels and\nwho pays for a wrong one; they drew the pipeline unasked.", "Größe egal – 測試.", "en-1",
    ];

    private static readonly double[] Doubles = [0, 0.5, 1, 3.5, 0.91, 4, 30];

    private static readonly int[] Integers = [0, 6, 10, 30, 45, 60, 90, 200];

    /// <summary>A text for a field. It takes the same choices whatever the pool holds.</summary>
    public string Text(FieldDescriptor field, Chance chance)
    {
        string text = chance.Pick(Texts);
        if (field.Name == "request_id")
        {
            return RequestId(chance);
        }

        string? named = patterns.Find(field) is { } pattern ? pool.Find(pattern, chance) : null;
        return named ?? pool.Find(Pool.KeyOf(field), chance) ?? text;
    }

    /// <summary>Bytes for a field: a bank's source where one is asked for.</summary>
    public byte[] Bytes(FieldDescriptor field, Chance chance) =>
        field.Name == "source" && pool.Sources.Count > 0 ? chance.Pick(pool.Sources) : chance.Bytes(32);

    /// <summary>A number for a field: mostly small, as levels and counts are.</summary>
    public static WireField Number(FieldDescriptor field, Chance chance)
    {
        int small = chance.Percent(70) ? 1 + chance.Below(5) : chance.Pick(Integers);
        return field.FieldType switch
        {
            FieldType.Double => new(field.FieldNumber, WireType.Fixed64, BitConverter.DoubleToUInt64Bits(chance.Pick(Doubles))),
            FieldType.Float => new(field.FieldNumber, WireType.Fixed32, BitConverter.SingleToUInt32Bits((float)chance.Pick(Doubles))),
            FieldType.Fixed64 or FieldType.SFixed64 => new(field.FieldNumber, WireType.Fixed64, (ulong)small),
            FieldType.Fixed32 or FieldType.SFixed32 => new(field.FieldNumber, WireType.Fixed32, (ulong)small),
            FieldType.Bool => new(field.FieldNumber, WireType.Varint, (ulong)(small % 2)),
            FieldType.Enum => new(field.FieldNumber, WireType.Varint, (ulong)(long)EnumOf(field.EnumType, chance)),
            FieldType.SInt32 or FieldType.SInt64 => new(field.FieldNumber, WireType.Varint, (ulong)small << 1),
            _ => new(field.FieldNumber, WireType.Varint, (ulong)small),
        };
    }

    /// <summary>A moment of the last two years.</summary>
    public static WireMessage Time(Chance chance) => new()
    {
        Fields = { new(1, WireType.Varint, (ulong)(Newest - chance.Below(63_000_000))), new(2, WireType.Varint, (ulong)chance.Below(1_000_000_000)) },
    };

    private static int EnumOf(EnumDescriptor type, Chance chance)
    {
        var chosen = type.Values.Where(value => value.Number != 0).ToList();
        return chosen.Count == 0 ? 0 : chance.Pick(chosen).Number;
    }

    /// <summary>A new one, or one of a few that come again and again.</summary>
    private static string RequestId(Chance chance)
    {
        var own = chance.Fork();
        return chance.Percent(80)
            ? new Guid(own.Bytes(16)).ToString("D")
            : string.Create(CultureInfo.InvariantCulture, $"0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e{chance.Below(90) + 10:D2}");
    }
}
