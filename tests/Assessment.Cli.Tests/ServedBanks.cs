using System.Net;
using Assessment.Cli.Hosting;
using Assessment.Client;
using Assessment.Server;
using Assessment.V1;

namespace Assessment.Cli.Tests;

/// <summary>A server in this process with the shipped banks.</summary>
public sealed class ServedBanks : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private AssessmentServer? _server;
    private AssessmentClient? _client;

    public AssessmentClient Client => _client!;

    public string Database => _folder.File("assessment.db");

    public string Address => LocalServer.Shown(_server!.GrpcAddress);

    public async ValueTask InitializeAsync()
    {
        var options = new ServerOptions
        {
            Environment = "Development",
            DevelopmentKey = TestKey.Bytes,
            Database = Database,
            QuestionBanks = InstalledBanks.Or(null),
            Grpc = new IPEndPoint(IPAddress.Loopback, 0),
            Http = new IPEndPoint(IPAddress.Loopback, 0),
        };
        _server = await AssessmentServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        _client = AssessmentClient.Connect(_server.GrpcAddress, new AssessmentClientOptions { Timeout = TimeSpan.FromMinutes(1), Token = TestKey.Give });
    }

    /// <summary>An interview for a senior ML engineer with the interviewers on its panel, each to cover everything.</summary>
    public Task<string> CreateInterviewAsync(params string[] interviewers) => CreateInterviewOfAsync("candidate", interviewers);

    /// <summary>The same of a candidate of one's own.</summary>
    public async Task<string> CreateInterviewOfAsync(string candidate, params IEnumerable<string> interviewers)
    {
        var interview = new Interview
        {
            CandidateId = candidate,
            RoleProfile = "roleProfiles/ml_engineer/levels/senior",
            OpenRoles = { "roleProfiles/data_engineer/levels/senior" },
            Panel = { interviewers.Select(id => new PanelMember { InterviewerId = id }) },
        };
        return (await Client.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview })).Name;
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
