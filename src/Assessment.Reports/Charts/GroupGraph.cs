namespace Assessment.Reports;

/// <summary>Names in circles, one circle for each group, with lines between those that share something: the thicker, the more.</summary>
internal sealed class GroupGraph : IChart
{
    /// <summary>More names would be a ball of wool.</summary>
    public const int MostNames = 24;

    private const double Radius = 96;
    private const double Cell = 286;
    private const double Foot = 26;

    public required string Title { get; init; }

    public required string Description { get; init; }

    /// <summary>Each group with its title and names.</summary>
    public required IReadOnlyList<(string Title, IReadOnlyList<string> Names)> Groups { get; init; }

    /// <summary>Pairs of names with how much they share; ≥ 1.</summary>
    public required IReadOnlyList<(string First, string Second, int Shared)> Links { get; init; }

    public IReadOnlyList<(Mark Mark, string Text)> Legend { get; init; } = [];

    public double Height(int width) => Math.Ceiling(Groups.Count / (double)Columns(width)) * (Cell + Foot);

    public void Draw(Svg svg)
    {
        int columns = Math.Min(Columns(svg.Width), Groups.Count);
        double breadth = (double)svg.Width / columns;
        var places = new Dictionary<string, (double X, double Y)>(StringComparer.Ordinal);
        for (int g = 0; g < Groups.Count; g++)
        {
            double x = breadth * ((g % columns) + 0.5), y = ((Cell + Foot) * Math.Floor(g / (double)columns)) + (Cell / 2);
            Place(Groups[g].Names, x, y, places);
        }

        int most = Links.Select(link => link.Shared).DefaultIfEmpty(1).Max();
        foreach (var (first, second, shared) in Links)
        {
            if (places.TryGetValue(first, out var from) && places.TryGetValue(second, out var to))
            {
                svg.Line(from.X, from.Y, to.X, to.Y, "n", 0.8 + (4.2 * shared / most));
            }
        }

        for (int g = 0; g < Groups.Count; g++)
        {
            double x = breadth * ((g % columns) + 0.5), y = ((Cell + Foot) * Math.Floor(g / (double)columns)) + (Cell / 2);
            foreach (string name in Groups[g].Names)
            {
                Name(svg, name, places[name], (x, y), (breadth / 2) - Radius);
            }

            svg.Text(x, y + (Cell / 2) + 8, Groups[g].Title, "middle", "soft", breadth);
        }
    }

    private static int Columns(int width) => Math.Max(1, width / 360);

    private static void Place(IReadOnlyList<string> names, double x, double y, Dictionary<string, (double X, double Y)> places)
    {
        for (int i = 0; i < names.Count; i++)
        {
            double angle = (2 * Math.PI * i / names.Count) - (Math.PI / 2), radius = names.Count == 1 ? 0 : Radius;
            places[names[i]] = (x + (radius * Math.Cos(angle)), y + (radius * Math.Sin(angle)));
        }
    }

    private static void Name(Svg svg, string name, (double X, double Y) at, (double X, double Y) centre, double room)
    {
        svg.Circle(at.X, at.Y, 7, "a");
        double aside = at.X - centre.X;
        if (Math.Abs(aside) < 12)
        {
            svg.Text(at.X, at.Y + (at.Y < centre.Y ? -13 : 24), name, "middle", null, 2 * room);
        }
        else
        {
            svg.Text(at.X + (aside > 0 ? 12 : -12), at.Y + 4.5, name, aside > 0 ? "start" : "end", null, room + Radius - Math.Abs(aside) - 12);
        }
    }
}
