namespace Assessment.Calibration;

/// <summary>Names and their indices, in order of first appearance.</summary>
internal sealed class NameTable
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => _names;

    public int Count => _names.Count;

    /// <summary>The name's index; a new name gets the next one.</summary>
    public int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_indices.TryGetValue(name, out int index))
        {
            index = _names.Count;
            _names.Add(name);
            _indices.Add(name, index);
        }

        return index;
    }
}
