using System.Globalization;

namespace Assessment.Cli.Calibration;

/// <summary>How far long work has come: a bar on a terminal, a line a step elsewhere.</summary>
/// <param name="error">Standard error.</param>
/// <param name="shown">Whether to show anything at all.</param>
internal sealed class CalibrationProgress(TextWriter error, bool shown)
{
    private const int Cells = 30;

    private readonly bool _inPlace = error == Console.Error && !Console.IsErrorRedirected;
    private string _last = "";

    /// <summary>Whether progress is shown when nobody said: to people only.</summary>
    public static bool ByDefault(TextWriter error) => error == Console.Error && !Console.IsErrorRedirected;

    public void Bytes(long read, long total)
    {
        double share = total > 0 ? Math.Min(1, read / (double)total) : 0;
        Show(total > 0 ? (int)(share * Cells) : 0, total > 0
            ? string.Create(CultureInfo.InvariantCulture, $"reading {read / 1_048_576.0:0} of {total / 1_048_576.0:0} MiB")
            : string.Create(CultureInfo.InvariantCulture, $"reading {read / 1_048_576.0:0} MiB"), quiet: !_inPlace);
    }

    /// <summary>What is going on before it is known how much there is to do.</summary>
    public void Say(string what) => Show(0, what, quiet: false);

    public void Step(int done, int of, string what) =>
        Show(of == 0 ? 0 : done * Cells / of, string.Create(CultureInfo.InvariantCulture, $"step {done + 1} of {of}: {what}"), quiet: false);

    /// <summary>Takes the bar away.</summary>
    public void End()
    {
        if (shown && _inPlace && _last.Length > 0)
        {
            error.Write($"\r{new string(' ', _last.Length)}\r");
            _last = "";
        }
    }

    private void Show(int filled, string text, bool quiet)
    {
        if (!shown || quiet)
        {
            return;
        }

        if (!_inPlace)
        {
            error.WriteLine(text);
            return;
        }

        string line = $"[{new string('#', filled)}{new string('.', Cells - filled)}] {text}";
        if (line != _last)
        {
            error.Write($"\r{line.PadRight(_last.Length)}");
            _last = line;
        }
    }
}
