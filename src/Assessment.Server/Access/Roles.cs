namespace Assessment.Server.Access;

/// <summary>What a caller is to a tenant. A token may carry several; each adds to what the caller may do.</summary>
[Flags]
public enum Roles
{
    /// <summary>Nothing: no call is allowed.</summary>
    None = 0,

    /// <summary>A program that writes for people, such as an applicant tracking system. It is trusted with every card of its tenant.</summary>
    Tool = 1,

    /// <summary>A person who rates candidates: writes own cards, and reads others' after submitting own.</summary>
    Interviewer = 2,

    /// <summary>A person who decides: reads a candidate's cards once they are all in, and calibration reports.</summary>
    Committee = 4,

    /// <summary>A person who keeps the system: banks, calibrations, audit, and candidates' requests about their data.</summary>
    Admin = 8,
}

/// <summary>Roles as tokens and commands spell them.</summary>
public static class RoleNames
{
    private static readonly (string Name, Roles Role)[] Known =
        [("tool", Roles.Tool), ("interviewer", Roles.Interviewer), ("committee", Roles.Committee), ("admin", Roles.Admin)];

    /// <summary>Every name: <c>tool</c>, <c>interviewer</c>, <c>committee</c>, <c>admin</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>The role of a name; <see cref="Roles.None"/> when there is no such role. Case matters.</summary>
    public static Roles Find(string name) => Known.FirstOrDefault(known => known.Name == name).Role;

    /// <summary>The names of roles, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Of(Roles roles) => [.. Known.Where(known => roles.HasFlag(known.Role)).Select(known => known.Name)];
}
