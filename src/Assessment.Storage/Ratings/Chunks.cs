using System.Runtime.CompilerServices;

namespace Assessment.Storage;

/// <summary>A column that grows without copying what it holds, and becomes an array of exactly its length.</summary>
internal sealed class Chunks<T> where T : unmanaged
{
    /// <summary>So many fit below the size at which an array is a large object, whatever of at most 4 bytes they are.</summary>
    private const int InEach = 1 << 14;

    private readonly List<T[]> _full = [];
    private T[] _last = new T[InEach];
    private int _used;

    /// <summary>How many values.</summary>
    public int Count => checked((_full.Count * InEach) + _used);

    /// <summary>A value.</summary>
    /// <param name="index">In [0, <see cref="Count"/>).</param>
    public T this[int index] => (index / InEach < _full.Count ? _full[index / InEach] : _last)[index % InEach];

    /// <summary>Adds a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value)
    {
        T[] last = _last;
        int used = _used;
        if ((uint)used < (uint)last.Length)
        {
            last[used] = value;
            _used = used + 1;
        }
        else
        {
            AddChunk(value);
        }
    }

    /// <summary>Adds values.</summary>
    public void Add(ReadOnlySpan<T> values)
    {
        while (values.Length > InEach - _used)
        {
            int fitting = InEach - _used;
            values[..fitting].CopyTo(_last.AsSpan(_used));
            values = values[fitting..];
            _full.Add(_last);
            _last = new T[InEach];
            _used = 0;
        }

        values.CopyTo(_last.AsSpan(_used));
        _used += values.Length;
    }

    /// <summary>Moves the values to an array.</summary>
    public T[] Take()
    {
        var all = new T[Count];
        for (int i = 0; i < _full.Count; i++)
        {
            _full[i].CopyTo(all, i * InEach);
        }

        _last.AsSpan(0, _used).CopyTo(all.AsSpan(_full.Count * InEach));
        _full.Clear();
        _used = 0;
        return all;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddChunk(T value)
    {
        _full.Add(_last);
        _last = new T[InEach];
        _last[0] = value;
        _used = 1;
    }
}
