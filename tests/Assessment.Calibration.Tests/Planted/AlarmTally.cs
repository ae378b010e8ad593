namespace Assessment.Calibration.Tests.Planted;

/// <summary>How one kind of flag did over simulated tables: found, missed, false.</summary>
internal sealed class AlarmTally
{
    private readonly Lock _gate = new();
    private int _planted, _found, _clean, _false, _small, _tested;
    private double _falseShares;

    /// <summary>Tables.</summary>
    public int Tables { get; private set; }

    /// <summary>Tables with a false alarm.</summary>
    public int AlarmedTables { get; private set; }

    public int Planted => _planted;

    /// <summary>Share of planted effects that were flagged; NaN without any.</summary>
    public double Power => (double)_found / _planted;

    /// <summary>Share of unaffected ones that were flagged.</summary>
    public double FalseAlarms => (double)_false / _clean;

    /// <summary>Mean over tables of the share of flags that are false: what a false discovery rate bounds.</summary>
    public double FalseDiscoveries => _falseShares / Tables;

    /// <summary>Share of the unaffected whose p-value is at most .05, and how many have one.</summary>
    public (double Share, int Tests) SmallPValues => ((double)_small / _tested, _tested);

    /// <summary>Adds one table; safe from several threads.</summary>
    public void Add(IEnumerable<(bool Planted, bool Flagged, double PValue)> outcomes)
    {
        int planted = 0, found = 0, clean = 0, alarms = 0, small = 0, tested = 0;
        foreach (var (isPlanted, isFlagged, p) in outcomes)
        {
            int flagged = isFlagged ? 1 : 0;
            if (isPlanted)
            {
                (planted, found) = (planted + 1, found + flagged);
                continue;
            }

            (clean, alarms) = (clean + 1, alarms + flagged);
            (tested, small) = (tested + (double.IsNaN(p) ? 0 : 1), small + (p <= 0.05 ? 1 : 0));
        }

        lock (_gate)
        {
            Tables++;
            AlarmedTables += alarms > 0 ? 1 : 0;
            _falseShares += alarms == 0 ? 0 : (double)alarms / (alarms + found);
            (_planted, _found, _clean, _false) = (_planted + planted, _found + found, _clean + clean, _false + alarms);
            (_small, _tested) = (_small + small, _tested + tested);
        }
    }
}
