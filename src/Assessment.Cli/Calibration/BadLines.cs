using System.Globalization;

namespace Assessment.Cli.Calibration;

/// <summary>What is wrong with a file, line by line: the first hundred in words, all of them counted.</summary>
internal sealed class BadLines
{
    public const int Shown = 100;

    private readonly List<(long Line, string Problem)> _shown = [];

    public long Count { get; private set; }

    public void Add(long line, string problem)
    {
        Count++;
        if (_shown.Count < Shown)
        {
            _shown.Add((line, problem));
        }
    }

    /// <summary>Counts problems that nobody described.</summary>
    public void AddUnnamed(long more) => Count += more;

    /// <exception cref="CommandException">There is a bad line.</exception>
    public void ThrowIfAny(string name)
    {
        if (Count == 0)
        {
            return;
        }

        var lines = _shown.OrderBy(bad => bad.Line).Select(bad => string.Create(CultureInfo.InvariantCulture, $"line {bad.Line}: {bad.Problem}")).ToList();
        if (Count > lines.Count)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"… and {Count - lines.Count:N0} more"));
        }

        throw new CommandException(
            ExitCodes.ProblemsFound, string.Create(CultureInfo.InvariantCulture, $"'{name}' has {Count:N0} bad line{(Count == 1 ? "" : "s")}; nothing was computed."), lines);
    }
}

/// <summary>Which line each rating came from; only where lines don't follow one another does it need room.</summary>
internal sealed class LineMap
{
    private readonly List<(int Position, long Line)> _starts = [];
    private int _next;
    private long _expected = -1;

    /// <summary>The next rating's line.</summary>
    public void Add(long line)
    {
        if (line != _expected)
        {
            _starts.Add((_next, line));
        }

        _next++;
        _expected = line + 1;
    }

    public long LineOf(int position)
    {
        int at = _starts.BinarySearch((position, long.MaxValue));
        var (start, line) = _starts[(at < 0 ? ~at : at + 1) - 1];
        return line + (position - start);
    }
}
