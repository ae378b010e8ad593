using System.Text.Json;

namespace Assessment.Storage;

/// <summary>What is stored of an interview when it is created, and never changes but by erasing its candidate.</summary>
internal record NewInterviewRow
{
    /// <summary>16 bytes.</summary>
    public required byte[] Id { get; init; }

    /// <summary>The candidate.</summary>
    public required string CandidateId { get; init; }

    /// <summary>The application; empty when unknown.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The step; empty when unknown.</summary>
    public required string Step { get; init; }

    /// <summary>The role.</summary>
    public required string Role { get; init; }

    /// <summary>Its level.</summary>
    public required string Level { get; init; }

    /// <summary>The set of role profiles.</summary>
    public required string ProfilesId { get; init; }

    /// <summary>Its version.</summary>
    public required string ProfilesVersion { get; init; }

    /// <summary>A JSON array of [bank id, version].</summary>
    public required string Banks { get; init; }

    /// <summary>A JSON array of role/level.</summary>
    public required string OpenRoles { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The row of an interview.</summary>
    public static NewInterviewRow Of(Interview interview) => new()
    {
        Id = Stored.Blob(interview.Id),
        CandidateId = interview.CandidateId,
        ApplicationId = interview.ApplicationId,
        Step = interview.Step,
        Role = interview.Role,
        Level = interview.Level,
        ProfilesId = interview.ProfilesId,
        ProfilesVersion = interview.ProfilesVersion,
        Banks = JsonSerializer.Serialize(interview.Banks.Select(bank => new[] { bank.BankId, bank.Version })),
        OpenRoles = Stored.Json(interview.OpenRoles),
        CreatedAt = Stored.Microseconds(interview.CreatedAt),
    };
}
