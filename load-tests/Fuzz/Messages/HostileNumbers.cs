using Google.Protobuf.Reflection;

namespace Assessment.Fuzz.Messages;

/// <summary>Numbers that nobody means.</summary>
internal static class HostileNumbers
{
    private static readonly long[] Integers =
    [
        0, -1, -2, 6, 33, 501, 10_001, int.MaxValue, int.MinValue, int.MaxValue - 1, (long)int.MaxValue + 1, uint.MaxValue, 1L << 32, long.MaxValue,
        long.MinValue, long.MaxValue - 1, 253_402_300_799, 253_402_300_800, -62_135_596_801, 999_999_999, 1_000_000_000,
    ];

    private static readonly double[] Doubles =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.MaxValue, double.MinValue, double.Epsilon, 1e308, 1 + 4.0000001,
        BitConverter.UInt64BitsToDouble(0x7ff0_0000_0000_0001), BitConverter.UInt64BitsToDouble(0xffff_ffff_ffff_ffff),
    ];

    private static readonly int[] Enums = [-1, 0, 7, 99, int.MaxValue, int.MinValue];

    private static readonly byte[][] Varints =
    [
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        [0x80, 0x80, 0x80, 0x00], [0x85, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
    ];

    /// <summary>A number for a field of any numeric type.</summary>
    public static (WireField Field, Hostility Kind) Make(FieldDescriptor field, Chance chance) => field.FieldType switch
    {
        FieldType.Double => (
            new(field.FieldNumber, WireType.Fixed64, BitConverter.DoubleToUInt64Bits(chance.Pick(Doubles))), Hostility.StrangeDouble),
        FieldType.Float => (
            new(field.FieldNumber, WireType.Fixed32, BitConverter.SingleToUInt32Bits((float)chance.Pick(Doubles))), Hostility.StrangeDouble),
        FieldType.Enum => (
            new(field.FieldNumber, WireType.Varint, (ulong)(long)chance.Pick(Enums)), Hostility.UnknownEnum),
        FieldType.Fixed64 or FieldType.SFixed64 => (
            new(field.FieldNumber, WireType.Fixed64, (ulong)chance.Pick(Integers)), Hostility.ExtremeNumber),
        FieldType.Fixed32 or FieldType.SFixed32 => (
            new(field.FieldNumber, WireType.Fixed32, (ulong)chance.Pick(Integers)), Hostility.ExtremeNumber),
        _ when chance.Percent(15) => (
            new(field.FieldNumber, WireType.Varint, Bytes: chance.Pick(Varints)), Hostility.ExtremeNumber),
        _ => (
            new(field.FieldNumber, WireType.Varint, (ulong)chance.Pick(Integers)), Hostility.ExtremeNumber),
    };

    /// <summary>The fields of a google.protobuf.Timestamp outside of the calendar, or of its own range.</summary>
    public static WireMessage Time(Chance chance) => new()
    {
        Fields =
        {
            new(1, WireType.Varint, (ulong)chance.Pick(Integers)),
            new(2, WireType.Varint, (ulong)chance.Pick(Integers)),
        },
    };
}
