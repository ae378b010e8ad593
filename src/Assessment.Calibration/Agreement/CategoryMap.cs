namespace Assessment.Calibration.Agreement;

/// <summary>Levels to categories 0 .. Count − 1, ascending.</summary>
internal sealed class CategoryMap
{
    private readonly byte[] _ofLevel;

    private CategoryMap(byte[] ofLevel, int[] levels)
    {
        _ofLevel = ofLevel;
        Levels = levels;
    }

    public int Count => Levels.Length;

    /// <summary>The level of each category.</summary>
    public int[] Levels { get; }

    /// <summary>The category of each of 256 levels; meaningless for levels that do not occur.</summary>
    public ReadOnlySpan<byte> OfLevel => _ofLevel;

    public static CategoryMap Of(RatingTable table, CategoryBasis basis)
    {
        bool[] used = new bool[256];
        used.AsSpan(table.LowestLevel, table.LevelCount).Fill(basis == CategoryBasis.Scale);
        if (basis == CategoryBasis.Observed)
        {
            foreach (byte level in table.Levels)
            {
                used[level] = true;
            }
        }

        int[] levels = [.. Enumerable.Range(0, 256).Where(level => used[level])];
        var ofLevel = new byte[256];
        for (int category = 0; category < levels.Length; category++)
        {
            ofLevel[levels[category]] = (byte)category;
        }

        return new CategoryMap(ofLevel, levels);
    }
}
