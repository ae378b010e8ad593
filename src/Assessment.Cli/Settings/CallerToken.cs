using Assessment.Server.Access;

namespace Assessment.Cli.Settings;

/// <summary>Whose token calls carry.</summary>
internal static class CallerToken
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>The id of who runs the command, for tokens that are signed here.</summary>
    public static string User => Environment.UserName is { Length: > 0 } name ? name : "developer";

    /// <summary>
    /// The configured token. Else, for a server on this machine, one with every role that is signed by the development key: who can read the
    /// key may do all that anyway. Null when there is neither.
    /// </summary>
    /// <exception cref="CommandException">The development key is there and can't be read.</exception>
    public static Func<CancellationToken, ValueTask<string>>? For(Uri server)
    {
        if (CliSettings.Of(CliSettings.Token) is { Length: > 0 } token)
        {
            return _ => new(token);
        }

        return server.IsLoopback && Key(DevelopmentKey.Find) is { } key ? _ => new(Sign(key)) : null;
    }

    /// <summary>A token with every role, of whoever runs the command.</summary>
    public static string Sign(byte[] key) => DevelopmentTokens.Issue(
        key,
        User,
        Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin,
        DevelopmentTokens.DefaultTenant,
        TimeProvider.System.GetUtcNow(),
        Lifetime);

    /// <summary>The development key, with what may go wrong told to the user.</summary>
    /// <exception cref="CommandException">It can't be read or made.</exception>
    public static byte[]? Key(Func<byte[]?> find)
    {
        try
        {
            return find();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.WrongUsage, $"the development key can't be used: {exception.Message}");
        }
    }
}
