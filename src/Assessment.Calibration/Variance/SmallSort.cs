namespace Assessment.Calibration.Variance;

/// <summary>Sorts a candidate's few rows by key; insertion for a handful, the library's sort for more. Keys may repeat.</summary>
internal static class SmallSort
{
    public static void Sort(Span<long> keys, Span<int> rows)
    {
        if (keys.Length > 40)
        {
            // Ties are broken by row number so that the result does not depend on the library's (unstable) sort.
            keys.Sort(rows);
            for (int start = 0; start < keys.Length;)
            {
                int end = start + 1;
                while (end < keys.Length && keys[end] == keys[start])
                {
                    end++;
                }

                rows[start..end].Sort();
                start = end;
            }

            return;
        }

        for (int i = 1; i < keys.Length; i++)
        {
            long key = keys[i];
            int row = rows[i], j = i;
            for (; j > 0 && keys[j - 1] > key; j--)
            {
                (keys[j], rows[j]) = (keys[j - 1], rows[j - 1]);
            }

            (keys[j], rows[j]) = (key, row);
        }
    }
}
