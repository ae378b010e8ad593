namespace Assessment.LoadScenarios;

/// <summary>The server under load, and who calls it.</summary>
/// <param name="Address">Where it serves gRPC, e.g. <c>http://127.0.0.1:5080</c>.</param>
public sealed record Target(Uri Address)
{
    /// <summary>The bearer token of every call; empty sends none.</summary>
    public string Token { get; init; } = "";

    /// <summary>Connections that calls take in turns; at least 1.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>How long a caller waits for an answer; above 0. A stream's life has no limit, the answer to one of its messages has.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(30);
}
