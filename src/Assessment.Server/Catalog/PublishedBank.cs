using Assessment.QuestionBanks;

namespace Assessment.Server.Catalog;

/// <summary>A bank version and when it was first published here.</summary>
internal sealed record PublishedBank(QuestionBank Bank, DateTimeOffset PublishedAt);

/// <summary>A version of the role profiles and when it was first published here.</summary>
internal sealed record PublishedProfiles(RoleProfileSet Profiles, DateTimeOffset PublishedAt);
