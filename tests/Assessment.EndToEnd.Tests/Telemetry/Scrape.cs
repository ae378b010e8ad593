using System.Globalization;

namespace Assessment.EndToEnd.Tests.Telemetry;

/// <summary>One reading of /metrics.</summary>
internal sealed record Scrape(string Text)
{
    public static async Task<Scrape> OfAsync(Uri address, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        return new Scrape(await http.GetStringAsync(address, cancellation));
    }

    /// <summary>The sum of a metric's series that have all of some labels, e.g. <c>rpc_method="a/b"</c>; 0 when there is none.</summary>
    public double Sum(string metric, params string[] labels) => Text.Split('\n')
        .Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line[metric.Length] is '{' or ' ')
        .Where(line => labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

    /// <summary>How many calls of a method ended with a status.</summary>
    public double Calls(string method, string status) =>
        Sum("assessment_rpc_duration_seconds_count", $"rpc_method=\"{method}\"", $"rpc_response_status_code=\"{status}\"");
}
