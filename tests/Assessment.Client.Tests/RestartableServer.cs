using System.Net;
using Assessment.Server;
using Assessment.V1;

namespace Assessment.Client.Tests;

/// <summary>A server that can go and come back on its address and database.</summary>
internal sealed class RestartableServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assessment-restart-tests-");
    private AssessmentServer? _server;
    private IPEndPoint _grpc = new(IPAddress.Loopback, 0);

    public Uri Address => new($"http://{_grpc}");

    public string Folder => _folder.FullName;

    public static async Task<RestartableServer> StartNewAsync()
    {
        var server = new RestartableServer();
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        var options = new ServerOptions
        {
            Environment = "Development",
            DevelopmentKey = TestToken.Key,
            Database = Path.Combine(_folder.FullName, "assessment.db"),
            QuestionBanks = [Path.Combine(AppContext.BaseDirectory, "question-banks")],
            Grpc = _grpc,
            Http = new IPEndPoint(IPAddress.Loopback, 0),
        };
        _server = await AssessmentServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        _grpc = new IPEndPoint(IPAddress.Loopback, _server.GrpcAddress.Port);
    }

    public async Task StopAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    public AssessmentClient Connect() => AssessmentClient.Connect(Address, new AssessmentClientOptions
    {
        Timeout = TimeSpan.FromMinutes(1),
        Attempts = 1,
        Token = TestToken.Give,
    });

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await StopAsync();
        }

        _folder.Delete(recursive: true);
    }
}

/// <summary>Interviews and cards to send.</summary>
internal static class Samples
{
    public static Task<string> CreateInterviewAsync(this AssessmentClient client, params IEnumerable<string> interviewers) =>
        client.CreateInterviewOfAsync("candidate", interviewers);

    public static async Task<string> CreateInterviewOfAsync(this AssessmentClient client, string candidate, params IEnumerable<string> interviewers)
    {
        var interview = new Interview
        {
            CandidateId = candidate,
            RoleProfile = "roleProfiles/ml_engineer/levels/senior",
            Panel = { interviewers.Select(id => new PanelMember { InterviewerId = id }) },
        };
        return (await client.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = interview })).Name;
    }

    public static SubmitScorecardRequest Card(string interview, string interviewer, int level = 3) => new()
    {
        Parent = interview,
        Scorecard = new Scorecard { InterviewerId = interviewer, Ratings = { new Rating { Criterion = "P1.decision", Level = level, Evidence = $"Level {level} it was." } } },
    };
}
