using System.Globalization;
using System.Net;

namespace Assessment.Cli.Hosting;

/// <summary>HOST:PORT as options give it.</summary>
internal static class Endpoints
{
    /// <summary>An address and port; the host is an IP address, 'localhost', or '*' for every address.</summary>
    public static bool TryParse(string text, out IPEndPoint endpoint)
    {
        endpoint = new IPEndPoint(IPAddress.Loopback, 0);
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return false;
        }

        string host = text[..colon];
        var address = host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            ['[', .., ']'] => IPAddress.TryParse(host[1..^1], out var six) ? six : null,
            _ => host.Contains(':') || host.Count(c => c == '.') != 3 ? null : IPAddress.TryParse(host, out var four) ? four : null,
        };
        if (address is null)
        {
            return false;
        }

        endpoint = new IPEndPoint(address, port);
        return true;
    }
}
