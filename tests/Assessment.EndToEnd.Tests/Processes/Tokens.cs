using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Assessment.Server.Access;
using Grpc.Core;
using Grpc.Net.Client;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>Tokens that servers take which these tests start: a development key of the tests' own is in the environment of both.</summary>
internal static class Tokens
{
    private static readonly TemporaryFolder Folder = new();

    /// <summary>What a developer may have set, and would make these tests something else.</summary>
    private static readonly string[] Inherited = ["ASSESSMENT_TOKEN", "ASSESSMENT_SERVER", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    /// <summary>A token with every role.</summary>
    public static string OfEveryone => Of("everyone");

    /// <summary>A token with every role, of a caller by this id.</summary>
    public static string Of(string subject) => DevelopmentTokens.Issue(
        DevelopmentKey.FindOrCreate(),
        subject,
        Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin,
        DevelopmentTokens.DefaultTenant,
        TimeProvider.System.GetUtcNow(),
        TimeSpan.FromHours(12));

    /// <summary>A token with one role, as <c>assess token</c> prints it.</summary>
    public static async Task<string> PrintAsync(string role) =>
        (await Assess.RunAsync("token", "--role", role)).ShouldSucceed().Output.Trim();

    public static AuthenticationHeaderValue Header(string token) => new("Bearer", token);

    /// <summary>A channel whose calls carry a token.</summary>
    public static GrpcChannelOptions Give(string token) => new()
    {
        Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {token}");
            return Task.CompletedTask;
        })),
        UnsafeUseInsecureChannelCallCredentials = true,

        // A window that no answer fills: after one that does, Kestrel may lose the next (dotnet/aspnetcore issue 53736).
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, InitialHttp2StreamWindowSize = 16 << 20 },
        DisposeHttpClient = true,
    };

    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable(DevelopmentKey.Variable, Folder.At("development.key"));
        Array.ForEach(Inherited, name => Environment.SetEnvironmentVariable(name, null));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();
    }
}
