namespace Assessment.Calibration.Rasch;

/// <summary>A growing set of homogeneous linear conditions in reduced row-echelon form; few columns.</summary>
internal sealed class LinearConditions(int columns)
{
    private readonly double[]?[] _rowOfPivot = new double[]?[columns];

    public int Rank { get; private set; }

    /// <summary>What is left of a linear form under the conditions; equal forms leave equal remainders.</summary>
    public double[] Reduce(double[] form)
    {
        double[] rest = (double[])form.Clone();
        for (int c = 0; c < columns; c++)
        {
            double factor = rest[c];
            if (_rowOfPivot[c] is double[] row && factor != 0)
            {
                for (int k = 0; k < columns; k++)
                {
                    rest[k] -= factor * row[k];
                }
            }

            rest[c] = Math.Abs(rest[c]) < 1e-9 ? 0 : rest[c];
        }

        return rest;
    }

    public void Add(double[] condition)
    {
        double[] rest = Reduce(condition);
        int pivot = Array.FindIndex(rest, value => Math.Abs(value) > 1e-9);
        if (pivot < 0)
        {
            return;
        }

        double scale = rest[pivot];
        for (int k = 0; k < columns; k++)
        {
            rest[k] /= scale;
        }

        foreach (double[]? row in _rowOfPivot)
        {
            double factor = row?[pivot] ?? 0;
            for (int k = 0; k < columns && factor != 0; k++)
            {
                row![k] -= factor * rest[k];
            }
        }

        _rowOfPivot[pivot] = rest;
        Rank++;
    }
}
