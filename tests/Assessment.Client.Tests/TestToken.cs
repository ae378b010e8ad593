using System.Security.Cryptography;
using Assessment.Server.Access;

namespace Assessment.Client.Tests;

/// <summary>Tokens with every role, by a key of this process.</summary>
internal static class TestToken
{
    public static byte[] Key { get; } = RandomNumberGenerator.GetBytes(DevelopmentTokens.KeyBytes);

    public static ValueTask<string> Give(CancellationToken cancellation) => new(DevelopmentTokens.Issue(
        Key,
        "everyone",
        Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin,
        DevelopmentTokens.DefaultTenant,
        TimeProvider.System.GetUtcNow(),
        TimeSpan.FromHours(1)));
}
