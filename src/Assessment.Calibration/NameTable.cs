namespace Assessment.Calibration;

/// <summary>Names and their indices, in order of first appearance.</summary>
internal sealed class NameTable
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    public NameTable() => _bySpan = _indices.GetAlternateLookup<ReadOnlySpan<char>>();

    public IReadOnlyList<string> Names => _names;

    public int Count => _names.Count;

    /// <summary>The name's index; a new name gets the next one.</summary>
    public int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _indices.TryGetValue(name, out int index) ? index : Added(name);
    }

    /// <summary>The same; only a new name costs memory.</summary>
    public int IndexOf(ReadOnlySpan<char> name) => _bySpan.TryGetValue(name, out int index) ? index : Added(new string(name));

    private int Added(string name)
    {
        int index = _names.Count;
        _names.Add(name);
        _indices.Add(name, index);
        return index;
    }
}
