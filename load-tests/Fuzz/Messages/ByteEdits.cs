namespace Assessment.Fuzz.Messages;

/// <summary>What can be wrong with a message's bytes, whatever its fields are.</summary>
internal static class ByteEdits
{
    private const int MostRandom = 2_000;

    /// <summary>Does one thing to them.</summary>
    public static (byte[] Bytes, Hostility Kind) Apply(byte[] bytes, Chance chance) => chance.Below(3) switch
    {
        0 => (bytes[..chance.Below(bytes.Length + 1)], Hostility.Truncated),
        1 => (Flip(bytes, chance), Hostility.FlippedBytes),
        _ => (Random(chance), Hostility.RandomBytes),
    };

    /// <summary>Nothing but random bytes, some or many.</summary>
    public static byte[] Random(Chance chance) => chance.Bytes(1 + chance.Below(chance.Percent(80) ? 60 : MostRandom));

    /// <summary>A copy with one to eight bytes that are others.</summary>
    public static byte[] Flip(byte[] bytes, Chance chance)
    {
        byte[] flipped = [.. bytes];
        for (int i = chance.Below(8); i >= 0 && flipped.Length > 0; i--)
        {
            flipped[chance.Below(flipped.Length)] = (byte)chance.Next();
        }

        return flipped;
    }
}
