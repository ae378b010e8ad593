using System.Text;

namespace Assessment.Storage;

/// <summary>Names in UTF-8 and their numbers, from 0 in the order in which they were met. Only a new name costs memory.</summary>
internal sealed class Utf8Names
{
    private const int FirstSlots = 64;

    private int[] _slots = new int[FirstSlots]; // A name's number + 1; 0 is free. At most half of them are taken.
    private uint[] _hashes = new uint[FirstSlots / 2];
    private int[] _ends = new int[FirstSlots / 2];
    private byte[] _bytes = new byte[FirstSlots * 8];

    /// <summary>How many names.</summary>
    public int Count { get; private set; }

    /// <summary>A name's number; a new name gets the next one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="guess">A number that it may well have; any other does no harm.</param>
    public int NumberOf(ReadOnlySpan<byte> name, int guess = -1)
    {
        if ((uint)guess < (uint)Count && BytesOf(guess).SequenceEqual(name))
        {
            return guess;
        }

        uint hash = Hash(name);
        int mask = _slots.Length - 1;
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            int number = _slots[slot] - 1;
            if (number < 0)
            {
                return Add(name, hash, slot);
            }

            if (_hashes[number] == hash && BytesOf(number).SequenceEqual(name))
            {
                return number;
            }
        }
    }

    /// <summary>A name.</summary>
    /// <param name="number">In [0, <see cref="Count"/>).</param>
    public string this[int number] => Encoding.UTF8.GetString(BytesOf(number));

    /// <summary>All names, by number.</summary>
    public string[] ToArray()
    {
        string[] names = new string[Count];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = this[i];
        }

        return names;
    }

    private ReadOnlySpan<byte> BytesOf(int number)
    {
        int start = number == 0 ? 0 : _ends[number - 1];
        return _bytes.AsSpan(start, _ends[number] - start);
    }

    private int Add(ReadOnlySpan<byte> name, uint hash, int slot)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        while (_bytes.Length < start + name.Length)
        {
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        }

        name.CopyTo(_bytes.AsSpan(start));
        _hashes[Count] = hash;
        _ends[Count] = start + name.Length;
        _slots[slot] = ++Count;
        if (Count == _hashes.Length)
        {
            Grow();
        }

        return Count - 1;
    }

    private void Grow()
    {
        Array.Resize(ref _hashes, 2 * _hashes.Length);
        Array.Resize(ref _ends, 2 * _ends.Length);
        _slots = new int[2 * _hashes.Length];
        int mask = _slots.Length - 1;
        for (int number = 0; number < Count; number++)
        {
            int slot = (int)_hashes[number] & mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = number + 1;
        }
    }

    /// <summary>FNV-1a, and its high bits mixed into those that choose the slot.</summary>
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        uint hash = 2_166_136_261;
        foreach (byte letter in name)
        {
            hash = (hash ^ letter) * 16_777_619;
        }

        return hash ^ (hash >> 15);
    }
}
