using Assessment.Server.Access;

namespace Assessment.Fuzz.Servers;

/// <summary>Who calls: mostly somebody who may do everything, so that calls get far; also those who may do less, and nobody.</summary>
internal static class FuzzCallers
{
    /// <summary>A tenant beside the one in which interviews are planted.</summary>
    public const string OtherTenant = "another-tenant";

    private static readonly string[] Garbage = ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", new('A', 6_000)];

    private static readonly string Interviewer = Issue("interviewer-0", Roles.Interviewer);

    private static readonly string Committee = Issue("committee-1", Roles.Committee);

    private static readonly string Stranger = Issue("interviewer-0", Roles.Tool, OtherTenant);

    /// <summary>The token of somebody with every role.</summary>
    public static string Everything { get; } = Issue("fuzz", Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin);

    /// <summary>A token, or what is none; null for a call without.</summary>
    public static string? Pick(Chance chance) => chance.Below(100) switch
    {
        < 80 => Everything,
        < 87 => Interviewer,
        < 92 => Committee,
        < 96 => Stranger,
        < 99 => chance.Pick(Garbage),
        _ => null,
    };

    /// <summary>Longer than any run takes.</summary>
    private static string Issue(string subject, Roles roles, string tenant = DevelopmentTokens.DefaultTenant) => DevelopmentTokens.Issue(
        DevelopmentKey.FindOrCreate(), subject, roles, tenant, TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(7));
}
