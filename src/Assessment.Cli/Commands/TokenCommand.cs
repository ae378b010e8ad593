using System.CommandLine;
using Assessment.Cli.Output;
using Assessment.Cli.Settings;
using Assessment.Server.Access;

namespace Assessment.Cli.Commands;

/// <summary><c>assess token</c></summary>
internal static class TokenCommand
{
    private const int LongestDays = 30;

    public static Command Create()
    {
        var roles = new Option<string[]>("--role")
        {
            Description = "What the caller is to the tenant. May be given several times.",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        roles.AcceptOnlyFromAmong([.. RoleNames.All]);
        var subject = new Option<string>("--subject")
        {
            Description = "The caller's id; an interviewer's cards carry it. By default the user's name.",
            HelpName = "ID",
            DefaultValueFactory = _ => CallerToken.User,
        };
        var tenant = new Option<string>("--tenant")
        {
            Description = "Whose data the caller sees.",
            HelpName = "NAME",
            DefaultValueFactory = _ => DevelopmentTokens.DefaultTenant,
        };
        var hours = new Option<int>("--hours")
        {
            Description = $"For how long the token is valid, 1 to {LongestDays * 24}.",
            HelpName = "N",
            DefaultValueFactory = _ => 12,
        };
        hours.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LongestDays * 24)
            {
                result.AddError($"--hours is 1 to {LongestDays * 24}.");
            }
        });
        var command = new ExampleCommand(
            "token",
            "Signs a token by this user's development key, and prints it. Only a server in Development, on this machine and of this user, takes it.",
            "assess token --role interviewer --subject ann",
            "ASSESSMENT_TOKEN=$(assess token --role tool) assess interviews list")
        {
            roles, subject, tenant, hours,
        };
        command.SetAction(parsed =>
        {
            byte[] key = CallerToken.Key(DevelopmentKey.FindOrCreate)!;
            var granted = parsed.GetRequiredValue(roles).Aggregate(Roles.None, (all, name) => all | RoleNames.Find(name));
            Terminal.Of(parsed).WriteLine(DevelopmentTokens.Issue(
                key,
                parsed.GetRequiredValue(subject),
                granted,
                parsed.GetRequiredValue(tenant),
                TimeProvider.System.GetUtcNow(),
                TimeSpan.FromHours(parsed.GetValue(hours))));
            return ExitCodes.Done;
        });
        return command;
    }
}
