using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Assessment.Server.Access;
using Grpc.Core;
using Grpc.Net.Client;

namespace Assessment.EndToEnd.Tests.Processes;

/// <summary>Tokens by a development key of these tests alone, which this process and all that it starts share.</summary>
internal static class TestToken
{
    private static readonly TemporaryFolder Folder = new();
    private static readonly Lazy<string> Everyone = new(() => DevelopmentTokens.Issue(
        DevelopmentKey.FindOrCreate(),
        "everyone",
        Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin,
        DevelopmentTokens.DefaultTenant,
        TimeProvider.System.GetUtcNow(),
        TimeSpan.FromHours(12)));

    /// <summary>One with every role.</summary>
    public static string WithEveryRole => Everyone.Value;

    /// <summary>One that <c>assess token</c> prints.</summary>
    public static async Task<string> OfAsync(params string[] roles) =>
        (await Assess.RunAsync(["token", .. roles.SelectMany(role => new[] { "--role", role })])).ShouldSucceed().Output.Trim();

    /// <summary>A connection whose calls carry a token.</summary>
    public static GrpcChannel Connect(Uri server) => GrpcChannel.ForAddress(server, new GrpcChannelOptions
    {
        Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {WithEveryRole}");
            return Task.CompletedTask;
        })),
        UnsafeUseInsecureChannelCallCredentials = true,
    });

    /// <summary>An HTTP client whose requests carry a token.</summary>
    public static HttpClient CreateHttp(Uri server) => new()
    {
        BaseAddress = server,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", WithEveryRole) },
    };

    [ModuleInitializer]
    internal static void Set()
    {
        Environment.SetEnvironmentVariable(DevelopmentKey.Variable, Folder.At("development.key"));
        foreach (string developers in new[] { "ASSESSMENT_TOKEN", "ASSESSMENT_SERVER", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT" })
        {
            Environment.SetEnvironmentVariable(developers, null);
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Dispose();
    }
}
