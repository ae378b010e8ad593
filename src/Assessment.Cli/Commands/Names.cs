namespace Assessment.Cli.Commands;

/// <summary>Resource names as users type them and as tables show them.</summary>
internal static class Names
{
    /// <summary>A bare UUID is an interview's; anything else is for the server to judge.</summary>
    public static string Interview(string typed) => Guid.TryParseExact(typed, "D", out var id) ? $"interviews/{id:D}" : typed;

    /// <summary>'interviews/{uuid}' of 'interviews/{uuid}/scorecards/{uuid}'.</summary>
    public static string ParentOf(string scorecard) => string.Join('/', scorecard.Split('/').Take(2));

    /// <summary>What stands after the last slash.</summary>
    public static string LastOf(string name) => name[(name.LastIndexOf('/') + 1)..];
}
