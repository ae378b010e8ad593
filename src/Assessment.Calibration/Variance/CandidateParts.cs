using System.Runtime.Intrinsics;

namespace Assessment.Calibration.Variance;

/// <summary>A fixed partition of the candidates, each part with work space of its own, and an ordered reduction.</summary>
/// <remarks>The number of parts depends on the table only, so that the sums are the same on any machine.</remarks>
internal sealed class CandidateParts
{
    private const int RowsPerPart = 40_000;
    private const int MaxParts = 8;
    private readonly int[] _starts;
    private readonly Scratch[] _scratch;
    private readonly CancellationToken _cancellation;

    /// <param name="design">The ratings.</param>
    /// <param name="cancellation">Looked at before each pass.</param>
    public CandidateParts(MixedDesign design, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        int parts = Math.Clamp(design.Rows / RowsPerPart, 1, MaxParts);
        _starts = new int[parts + 1];
        for (int part = 1, g = 0; part <= parts; part++)
        {
            long target = (long)design.Rows * part / parts;
            while (g < design.Groups && (part == parts || design.RowStarts[g] < target))
            {
                g++;
            }

            _starts[part] = g;
        }

        _scratch = New(() => new Scratch(design));
    }

    public int Count => _starts.Length - 1;

    /// <summary>One for each part.</summary>
    public T[] New<T>(Func<T> make) => [.. Enumerable.Range(0, Count).Select(_ => make())];

    public Scratch ScratchOf(int part) => _scratch[part];

    /// <summary>Runs the body on each part, in parallel: (part, first candidate, end).</summary>
    public void ForEach(Action<int, int, int> body)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (Count == 1)
        {
            body(0, _starts[0], _starts[1]);
            return;
        }

        Parallel.For(0, Count, part => body(part, _starts[part], _starts[part + 1]));
    }

    /// <summary>Adds the parts' sums up, in order.</summary>
    public static void Add(Vector256<double>[][] parts, Vector256<double>[] result)
    {
        parts[0].CopyTo(result, 0);
        for (int part = 1; part < parts.Length; part++)
        {
            Vector256<double>[] add = parts[part];
            for (int i = 0; i < result.Length; i++)
            {
                result[i] += add[i];
            }
        }
    }
}
