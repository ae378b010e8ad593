namespace Assessment.Cli.Output;

/// <summary>How far long work has come: a bar that redraws itself on a terminal's standard error, a line every hundred in a file.</summary>
internal sealed class ProgressBar(Terminal terminal, int total) : IDisposable
{
    private const int Width = 30;
    private const int LinesEvery = 100;
    private const string BackToStart = "\r\u001b[K";

    private int _done;
    private bool _isDrawn;

    public void Advance()
    {
        _done++;
        if (!terminal.ErrorIsTerminal)
        {
            if (_done % LinesEvery == 0)
            {
                terminal.WriteProgress($"{_done} of {total} …");
            }

            return;
        }

        int filled = total == 0 ? Width : (int)((long)Width * _done / total);
        terminal.WriteErrorText($"{BackToStart}[{new string('#', filled)}{new string('.', Width - filled)}] {_done}/{total}");
        _isDrawn = true;
    }

    /// <summary>Makes room for a line; the next step draws the bar again.</summary>
    public void Clear()
    {
        if (_isDrawn)
        {
            terminal.WriteErrorText(BackToStart);
            _isDrawn = false;
        }
    }

    public void Dispose() => Clear();
}
