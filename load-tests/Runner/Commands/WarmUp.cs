namespace Assessment.LoadTests.Commands;

/// <summary>How a server is warmed up before an open loop.</summary>
internal static class WarmUp
{
    /// <summary>As many as find a server busy without making it queue much.</summary>
    public const int Callers = 8;
}
