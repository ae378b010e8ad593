namespace Assessment.QuestionBanks;

/// <summary>How senior a role is.</summary>
public enum RoleLevel
{
    /// <summary>Learns the work beside others.</summary>
    Junior = 0,

    /// <summary>Does the usual work alone.</summary>
    Mid = 1,

    /// <summary>Leads the work of a team.</summary>
    Senior = 2,

    /// <summary>Sets the direction that several teams follow.</summary>
    Staff = 3,
}
