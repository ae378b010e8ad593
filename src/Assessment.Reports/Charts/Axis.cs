namespace Assessment.Reports;

/// <summary>A linear axis with round marks.</summary>
internal sealed record Axis
{
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    private Axis(double low, double high, double step) => (Low, High, Step) = (low, high, step);

    /// <summary>The axis's start, a multiple of the step.</summary>
    public double Low { get; }

    /// <summary>Its end, a multiple of the step.</summary>
    public double High { get; }

    /// <summary>From mark to mark.</summary>
    public double Step { get; }

    /// <summary>Digits that the marks need.</summary>
    public int Digits => Enumerable.Range(0, 4).First(digits => digits == 3 || Math.Abs((Step * Math.Pow(10, digits)) - Math.Round(Step * Math.Pow(10, digits))) < 1e-9);

    /// <summary>An axis that holds all finite values; a span from 0 to 1 without any.</summary>
    /// <param name="values">Values; others than finite ones play no part.</param>
    /// <param name="most">No more steps than these.</param>
    public static Axis Over(IEnumerable<double> values, int most = 6)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double low = finite.Length == 0 ? 0 : finite.Min(), high = finite.Length == 0 ? 1 : finite.Max();
        if (!(high - low > 1e-9))
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        double rough = (high - low) / most;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = Math.Round(Steps.First(each => each * power >= rough * (1 - 1e-9)) * power, 12);
        return new Axis(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
    }

    public IEnumerable<double> Marks()
    {
        int count = (int)Math.Round((High - Low) / Step);
        return Enumerable.Range(0, count + 1).Select(i => Low + (i * Step));
    }

    /// <summary>Where a value lies between two places; values outside lie at the ends.</summary>
    public double Place(double value, double from, double to) =>
        from + ((to - from) * Math.Clamp((value - Low) / (High - Low), 0, 1));
}
