namespace Assessment.Reports;

/// <summary>A picture of figures; the same figures give the same picture. A table with them always stands beside it.</summary>
internal interface IChart
{
    string Title { get; }

    /// <summary>What can be seen, for those who do not see it.</summary>
    string Description { get; }

    /// <summary>What the marks mean; empty where the chart says so itself.</summary>
    IReadOnlyList<(Mark Mark, string Text)> Legend { get; }

    /// <summary>How high it is when it is so wide.</summary>
    double Height(int width);

    void Draw(Svg svg);
}

/// <summary>The form of a mark. Forms differ where colours do, so that nobody needs the colours.</summary>
internal enum MarkShape
{
    /// <summary>A filled circle.</summary>
    Dot,

    /// <summary>An empty circle.</summary>
    Ring,

    /// <summary>A filled square.</summary>
    Square,

    /// <summary>A short upright line: a bar to reach.</summary>
    Tick,

    /// <summary>A line with ends: an interval.</summary>
    Interval,

    /// <summary>A thick line: a way from one mark to the other.</summary>
    Link,

    /// <summary>A part of a bar.</summary>
    Segment,
}

/// <summary>A mark on a row.</summary>
/// <param name="Shape">Its form.</param>
/// <param name="Ink">The style's class: a, b, c, n, or l1 to l5.</param>
/// <param name="From">Where it is, in the axis's unit.</param>
/// <param name="To">Where it ends, for marks of some length.</param>
/// <param name="Text">Stands in a segment that has room for it.</param>
internal sealed record Mark(MarkShape Shape, string Ink, double From = 0, double To = 0, string Text = "");
