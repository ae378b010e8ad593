namespace Assessment.Reports;

/// <summary>A curve with its interval over whole numbers, and a line to reach.</summary>
internal sealed class CurveChart : IChart
{
    private const double Left = 44;
    private const double Right = 16;
    private const double Top = 12;
    private const double Bottom = 48;

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>X, value, and the ends of its interval, NaN where there is none; by x.</summary>
    public required IReadOnlyList<(int X, double Y, double Low, double High)> Points { get; init; }

    public required string AxisTitle { get; init; }

    /// <summary>The value to reach, in [0, 1].</summary>
    public required double Target { get; init; }

    public IReadOnlyList<(Mark Mark, string Text)> Legend { get; init; } = [];

    public double Height(int width) => width < 500 ? 250 : 320;

    public void Draw(Svg svg)
    {
        double right = svg.Width - Right, bottom = Height(svg.Width) - Bottom;
        int last = Points[^1].X, first = Points[0].X;
        double X(double x) => Left + 10 + ((right - Left - 20) * (x - first) / Math.Max(1, last - first));
        double Y(double y) => bottom - ((bottom - Top) * Math.Clamp(y, 0, 1));
        for (int fifth = 0; fifth <= 5; fifth++)
        {
            svg.Line(Left, Y(fifth / 5.0), right, Y(fifth / 5.0), "grid");
            svg.Text(Left - 8, Y(fifth / 5.0) + 4.5, Words.Figure(fifth / 5.0, 1), "end", "soft");
        }

        (int X, double Y, double Low, double High)[] bounded = [.. Points.Where(point => double.IsFinite(point.Low) && double.IsFinite(point.High))];
        if (bounded.Length > 1)
        {
            svg.Path([.. bounded.Select(point => (X(point.X), Y(point.High))), .. bounded.Reverse().Select(point => (X(point.X), Y(point.Low)))], "a band", closed: true);
        }

        svg.Line(Left, Y(Target), right, Y(Target), "b zero", 2);
        svg.Path(Points.Select(point => (X(point.X), Y(point.Y))), "a line");
        foreach (var point in Points)
        {
            svg.Circle(X(point.X), Y(point.Y), 4.5, "a");
            svg.Text(X(point.X), bottom + 18, Words.Whole(point.X), "middle", "soft");
        }

        svg.Text((Left + right) / 2, bottom + 38, AxisTitle, "middle", "soft", svg.Width);
    }
}
