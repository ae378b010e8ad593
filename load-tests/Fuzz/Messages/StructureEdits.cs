namespace Assessment.Fuzz.Messages;

/// <summary>What can be wrong with a message's fields, whatever their values are.</summary>
internal static class StructureEdits
{
    private const int Thousands = 3_000;
    private const int LargestItem = 1_000;

    private static readonly int[] UnknownNumbers = [18, 99, 1_000, 19_500, 536_870_911];

    /// <summary>Does one thing to it, or to a message in it.</summary>
    public static Hostility Apply(WireMessage message, Chance chance)
    {
        var target = chance.Pick(message.WithNested().ToList());
        if (target.Fields.Count == 0)
        {
            target.Fields.Add(Unknown(chance));
            return Hostility.UnknownField;
        }

        int at = chance.Below(target.Fields.Count);
        var field = target.Fields[at];
        switch (chance.Below(8))
        {
            case 0:
                target.Fields.RemoveAt(at);
                return Hostility.MissingField;
            case 1:
                target.Fields.Insert(chance.Below(target.Fields.Count + 1), field);
                return Hostility.RepeatedField;
            case 2 when field.Bytes is not { Length: > LargestItem } && !HasLongList(message):
                target.Fields.InsertRange(at, Enumerable.Repeat(Small(field), 1 + chance.Below(Thousands)));
                return Hostility.LongList;
            case 3:
                target.Fields.Insert(at, Unknown(chance));
                return Hostility.UnknownField;
            case 4:
                target.Fields[at] = OfWrongType(field, chance);
                return Hostility.WrongWireType;
            case 5:
                target.Fields.InsertRange(at, Nested(field.Number, chance));
                return Hostility.DeepNesting;
            default:
                Shuffle(target.Fields, chance);
                return Hostility.Shuffled;
        }
    }

    /// <summary>A list's items are one message: thousands in it would be thousands in each of its thousands.</summary>
    private static bool HasLongList(WireMessage message) => message.WithNested().Any(nested => nested.Fields.Count > LargestItem);

    /// <summary>A field of which thousands still make a message that the server takes in.</summary>
    private static WireField Small(WireField field) => field.Message?.ToBytes().Length > LargestItem ? field with { Message = new WireMessage() } : field;

    private static WireField Unknown(Chance chance)
    {
        int number = chance.Pick(UnknownNumbers);
        return chance.Below(4) switch
        {
            0 => new(number, WireType.Varint, chance.Next()),
            1 => new(number, WireType.Fixed64, chance.Next()),
            2 => new(number, WireType.Fixed32, chance.Next()),
            _ => new(number, WireType.Delimited, Bytes: chance.Bytes(chance.Below(300))),
        };
    }

    private static WireField OfWrongType(WireField field, Chance chance) => field.Type == WireType.Delimited
        ? new(field.Number, chance.Percent(50) ? WireType.Varint : WireType.Fixed32, chance.Next())
        : new(field.Number, chance.Percent(50) ? WireType.Delimited : WireType.Fixed64, chance.Next(), Bytes: chance.Bytes(chance.Below(20)));

    /// <summary>Groups in groups, closed or not.</summary>
    private static IEnumerable<WireField> Nested(int number, Chance chance)
    {
        int depth = 1 + chance.Below(chance.Percent(50) ? 90 : 5_000);
        int closed = chance.Percent(70) ? depth : chance.Below(depth);
        return Enumerable.Repeat(new WireField(number, WireType.StartGroup), depth)
            .Concat(Enumerable.Repeat(new WireField(number, WireType.EndGroup), closed));
    }

    private static void Shuffle(List<WireField> fields, Chance chance)
    {
        for (int i = fields.Count - 1; i > 0; i--)
        {
            int other = chance.Below(i + 1);
            (fields[i], fields[other]) = (fields[other], fields[i]);
        }
    }
}
