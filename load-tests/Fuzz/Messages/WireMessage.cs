namespace Assessment.Fuzz.Messages;

/// <summary>How a field's value is told on the wire.</summary>
internal enum WireType
{
    /// <summary>Seven bits a byte.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and so many bytes.</summary>
    Delimited = 2,

    /// <summary>Fields until the group's end.</summary>
    StartGroup = 3,

    /// <summary>The end of a group.</summary>
    EndGroup = 4,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}

/// <summary>A field as it goes over the wire, whether a parser would like it or not.</summary>
/// <param name="Number">0 writes no tag: <paramref name="Bytes"/> alone.</param>
/// <param name="Type">Of what follows the tag.</param>
/// <param name="Value">Of a number.</param>
/// <param name="Bytes">Of a delimited field; or what stands after the tag instead of a number, as it is.</param>
/// <param name="Message">Of a delimited field that is a message.</param>
internal sealed record WireField(int Number, WireType Type, ulong Value = 0, byte[]? Bytes = null, WireMessage? Message = null);

/// <summary>Fields in the order in which they are written.</summary>
internal sealed class WireMessage
{
    /// <summary>They may be added, removed and repeated at will.</summary>
    public List<WireField> Fields { get; } = [];

    /// <summary>The message's bytes.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        foreach (var field in Fields)
        {
            Write(stream, field);
        }

        return stream.ToArray();
    }

    /// <summary>This message and every one in it.</summary>
    public IEnumerable<WireMessage> WithNested() =>
        Fields.Where(field => field.Message is not null).SelectMany(field => field.Message!.WithNested()).Prepend(this);

    private static void Write(MemoryStream stream, WireField field)
    {
        if (field.Number == 0)
        {
            stream.Write(field.Bytes);
            return;
        }

        WriteVarint(stream, ((ulong)field.Number << 3) | (uint)field.Type);
        switch (field.Type)
        {
            case WireType.Delimited:
                byte[] bytes = field.Message?.ToBytes() ?? field.Bytes ?? [];
                WriteVarint(stream, (ulong)bytes.Length);
                stream.Write(bytes);
                break;
            case WireType.Varint when field.Bytes is null:
                WriteVarint(stream, field.Value);
                break;
            case WireType.Varint:
                stream.Write(field.Bytes);
                break;
            case WireType.Fixed64:
                stream.Write(BitConverter.GetBytes(field.Value));
                break;
            case WireType.Fixed32:
                stream.Write(BitConverter.GetBytes((uint)field.Value));
                break;
        }
    }

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
