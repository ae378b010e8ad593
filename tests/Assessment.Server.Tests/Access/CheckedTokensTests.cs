using System.Security.Cryptography;
using Assessment.Server.Access;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Server.Tests.Access;

/// <summary>A token that was found valid is remembered, and for no longer than it is.</summary>
public sealed class CheckedTokensTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(DevelopmentTokens.KeyBytes);

    [Fact]
    public async Task Valid_IsRememberedWithItsClaims()
    {
        using var tokens = new CheckedTokens(TimeProvider.System);
        string token = Issue("ann", TimeSpan.FromHours(1));
        var first = await tokens.ValidateTokenAsync(token, Parameters(Key));
        Assert.True(first.IsValid);
        Assert.Equal("ann", first.ClaimsIdentity.FindFirst("sub")?.Value);
        Assert.Same(first, await tokens.ValidateTokenAsync(token, Parameters(Key)));
    }

    [Fact]
    public async Task TwoTokens_AreNotMixedUp()
    {
        using var tokens = new CheckedTokens(TimeProvider.System);
        string[] subjects = [.. Enumerable.Range(0, 50).Select(i => $"caller-{i}")];
        string[] issued = [.. subjects.Select(subject => Issue(subject, TimeSpan.FromHours(1)))];
        for (int turn = 0; turn < 2; turn++)
        {
            for (int i = 0; i < issued.Length; i++)
            {
                Assert.Equal(subjects[i], (await tokens.ValidateTokenAsync(issued[i], Parameters(Key))).ClaimsIdentity.FindFirst("sub")?.Value);
            }
        }
    }

    [Fact]
    public async Task Remembered_ExpiresWithItsLifetime()
    {
        using var tokens = new CheckedTokens(TimeProvider.System);
        string token = Issue("ann", TimeSpan.FromSeconds(2));
        var first = await tokens.ValidateTokenAsync(token, Parameters(Key));
        Assert.True(first.IsValid);
        await Task.Delay(first.SecurityToken.ValidTo - TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        var second = await tokens.ValidateTokenAsync(token, Parameters(Key));
        Assert.False(second.IsValid);
        Assert.IsType<SecurityTokenExpiredException>(second.Exception);
    }

    [Fact]
    public async Task Remembered_WithinTheForgivenDifferenceOfClocks_StaysValid()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        using var tokens = new CheckedTokens(clock);
        string token = Issue("ann", TimeSpan.FromHours(1));
        var parameters = Parameters(Key);
        parameters.ClockSkew = TimeSpan.FromSeconds(30);
        var first = await tokens.ValidateTokenAsync(token, parameters);
        clock.SetUtcNow(first.SecurityToken.ValidTo + TimeSpan.FromSeconds(29));
        Assert.Same(first, await tokens.ValidateTokenAsync(token, parameters));
        clock.SetUtcNow(first.SecurityToken.ValidTo + TimeSpan.FromSeconds(31));
        Assert.NotSame(first, await tokens.ValidateTokenAsync(token, parameters)); // Checked again.
    }

    [Fact]
    public async Task Refused_IsNotRemembered()
    {
        using var tokens = new CheckedTokens(TimeProvider.System);
        string token = Issue("ann", TimeSpan.FromHours(1));
        Assert.False((await tokens.ValidateTokenAsync(token, Parameters(RandomNumberGenerator.GetBytes(DevelopmentTokens.KeyBytes)))).IsValid);
        Assert.True((await tokens.ValidateTokenAsync(token, Parameters(Key))).IsValid);
    }

    [Fact]
    public async Task Altered_IsRefusedBesideTheRememberedOne()
    {
        using var tokens = new CheckedTokens(TimeProvider.System);
        string token = Issue("ann", TimeSpan.FromHours(1));
        Assert.True((await tokens.ValidateTokenAsync(token, Parameters(Key))).IsValid);
        string[] parts = token.Split('.');
        string altered = string.Join('.', parts[0], parts[1], (parts[2][0] == 'A' ? 'B' : 'A') + parts[2][1..]);
        Assert.False((await tokens.ValidateTokenAsync(altered, Parameters(Key))).IsValid);
    }

    private static string Issue(string subject, TimeSpan lifetime) => DevelopmentTokens.Issue(
        Key, subject, Roles.Interviewer, DevelopmentTokens.DefaultTenant, TimeProvider.System.GetUtcNow(), lifetime);

    private static TokenValidationParameters Parameters(byte[] key)
    {
        var parameters = new TokenValidationParameters { ClockSkew = TimeSpan.Zero };
        DevelopmentTokens.Accept(parameters, key);
        return parameters;
    }
}
