using Assessment.V1;

namespace Assessment.Cli.Commands;

/// <summary>Resource names as users type them and as tables show them.</summary>
internal static class Names
{
    /// <summary>A bare UUID is an interview's; anything else is for the server to judge.</summary>
    public static string Interview(string typed) => Guid.TryParseExact(typed, "D", out var id) ? $"interviews/{id:D}" : typed;

    /// <summary>'interviews/{uuid}' of 'interviews/{uuid}/scorecards/{uuid}'.</summary>
    public static string ParentOf(string scorecard) => string.Join('/', scorecard.Split('/').Take(2));

    /// <summary>A bare UUID is a calibration run's.</summary>
    public static string CalibrationRun(string typed) => Guid.TryParseExact(typed, "D", out var id) ? $"calibrationRuns/{id:D}" : typed;

    /// <summary>A bare UUID, or 'latest', is a calibration report's.</summary>
    public static string CalibrationReport(string typed) => typed.Contains('/') ? typed : $"calibrationReports/{typed}";

    /// <summary>What stands after the last slash.</summary>
    public static string LastOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>'ml_engineer' and 'senior', or the whole name as the role.</summary>
    public static string RoleProfile(string role, string level) => role.Contains('/') ? role : $"roleProfiles/{role}/levels/{level}";

    /// <summary>'ml_engineer/senior' as a role profile's name.</summary>
    public static string RoleProfile(string typed) => typed.Split('/') is [var role, var level] ? RoleProfile(role, level) : typed;

    /// <summary>'product-sense', 'product-sense/1.0.0' and 'product-sense@1.0.0' as a bank version's name; without a version the newest one.</summary>
    public static string QuestionBank(string typed)
    {
        string[] parts = typed.Split('@', '/');
        return parts is [var id] ? $"questionBanks/{id}/versions/latest" : parts is [var bank, var version] ? $"questionBanks/{bank}/versions/{version}" : typed;
    }

    /// <summary>'ada:P1,P2' as a panel member with a focus; without a colon the focus is everything.</summary>
    public static PanelMember PanelMember(string typed)
    {
        int colon = typed.LastIndexOf(':');
        return colon < 0
            ? new PanelMember { InterviewerId = typed }
            : new PanelMember
            {
                InterviewerId = typed[..colon],
                Focus = { typed[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
            };
    }
}
