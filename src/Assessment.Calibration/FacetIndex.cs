namespace Assessment.Calibration;

/// <summary>The rows of a table by one facet, as compressed sparse rows: facet i owns Rows[Starts[i] .. Starts[i + 1]].</summary>
public sealed class FacetIndex
{
    private readonly int[] _starts;
    private readonly int[] _rows;

    private FacetIndex(int[] starts, int[] rows)
    {
        _starts = starts;
        _rows = rows;
    }

    /// <summary>How many elements the facet has.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Where each element's rows start in <see cref="Rows"/>; <see cref="Count"/> + 1 entries, ascending.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>Row numbers, grouped by element and ascending within each.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>One element's rows, ascending.</summary>
    public ReadOnlySpan<int> RowsOf(int element) => _rows.AsSpan(_starts[element], _starts[element + 1] - _starts[element]);

    internal ArraySegment<int> SegmentOf(int element) => new(_rows, _starts[element], _starts[element + 1] - _starts[element]);

    /// <summary>Counting sort in linear time; elements below zero (unknown) are left out.</summary>
    internal static FacetIndex Build(ReadOnlySpan<int> elements, int count)
    {
        var starts = new int[count + 1];
        foreach (int element in elements)
        {
            if (element >= 0)
            {
                starts[element + 1]++;
            }
        }

        for (int i = 0; i < count; i++)
        {
            starts[i + 1] += starts[i];
        }

        var rows = new int[starts[count]];
        var next = starts.AsSpan(0, count).ToArray();
        for (int row = 0; row < elements.Length; row++)
        {
            int element = elements[row];
            if (element >= 0)
            {
                rows[next[element]++] = row;
            }
        }

        return new FacetIndex(starts, rows);
    }
}
