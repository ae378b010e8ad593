using Google.Protobuf.Reflection;

namespace Assessment.Fuzz.Messages;

/// <summary>A request as it is sent.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Kinds">What is wrong with it.</param>
internal sealed record FuzzedMessage(byte[] Bytes, Hostility Kinds);

/// <summary>Makes requests from their descriptors: some plausible, so that calls get far, most hostile in one or several ways.</summary>
internal sealed class MessageMaker(PlausibleValues values)
{
    private static readonly int[] OptionalShares = [0, 0, 20, 50, 90];

    /// <summary>A request of a type.</summary>
    public FuzzedMessage Make(MessageDescriptor type, Chance chance)
    {
        switch (chance.Below(100))
        {
            case < 3:
                return new(ByteEdits.Random(chance), Hostility.RandomBytes);
            case < 4:
                return new([], Hostility.EmptyMessage);
            case < 29:
                return Make(type, chance, hostile: 0, edits: 0, byteEdits: 0);
            case < 69:
                return Make(type, chance, hostile: 10, edits: chance.Below(2), byteEdits: 0);
            case < 89:
                return Make(type, chance, hostile: 35, edits: 1 + chance.Below(3), byteEdits: 0);
            default:
                return Make(type, chance, hostile: 3, edits: 0, byteEdits: 1);
        }
    }

    private FuzzedMessage Make(MessageDescriptor type, Chance chance, int hostile, int edits, int byteEdits)
    {
        var draft = new MessageDraft(values, hostile, chance.Pick(OptionalShares));
        var message = draft.Make(type, chance.Fork());
        var kinds = draft.Kinds;
        for (int i = 0; i < edits; i++)
        {
            kinds |= StructureEdits.Apply(message, chance);
        }

        byte[] bytes = message.ToBytes();
        if (byteEdits > 0)
        {
            (bytes, var kind) = ByteEdits.Apply(bytes, chance);
            kinds |= kind;
        }

        return new(bytes, kinds);
    }
}
