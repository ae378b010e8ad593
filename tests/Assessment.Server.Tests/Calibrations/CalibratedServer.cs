using Assessment.Server.Tests.Support;
using Assessment.V1;

[assembly: AssemblyFixture(typeof(Assessment.Server.Tests.Calibrations.CalibratedServer))]

namespace Assessment.Server.Tests.Calibrations;

/// <summary>A server of its own with a panel of planted severities: a newest report shows in every assessment. Tests don't change its cards.</summary>
public sealed class CalibratedServer : IAsyncLifetime
{
    /// <summary>How many levels lower each interviewer rates than they should.</summary>
    public static readonly IReadOnlyDictionary<string, double> Severity = new Dictionary<string, double>(StringComparer.Ordinal)
    {
        ["severe"] = 0.8,
        ["stern"] = 0.3,
        ["even"] = 0,
        ["kind"] = -0.4,
        ["lenient"] = -0.7,
    };

    private const int Candidates = 40;
    private TestServer? _server;

    public TestServer Server => _server!;

    public Api Api => Server.Api;

    /// <summary>Each candidate's interview, rated by three of the five.</summary>
    public List<Interview> Interviews { get; } = [];

    /// <summary>What each truly is, in levels.</summary>
    public List<double> Truth { get; } = [];

    /// <summary>The report over all of it.</summary>
    public CalibrationRun Run { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        string[] panel = [.. Severity.Keys];
        var random = new Random(4711);
        for (int i = 0; i < Candidates; i++)
        {
            double ability = 2 + (2 * random.NextDouble());
            Truth.Add(ability);
            string[] raters = [panel[i % 5], panel[(i + 1) % 5], panel[(i + 3) % 5]];
            var interview = await Api.CreateAsync(raters);
            foreach (string rater in raters)
            {
                await Api.SubmitAsync(interview, Rated(rater, ability, random));
            }

            Interviews.Add(interview);
        }

        Run = await RunAsync(new CalibrationRun());
    }

    /// <summary>Runs a calibration to its end.</summary>
    public async Task<CalibrationRun> RunAsync(CalibrationRun wanted)
    {
        var run = await Api.Calibrations.CreateCalibrationRunAsync(new CreateCalibrationRunRequest { CalibrationRun = wanted });
        using var watch = Api.Calibrations.WatchCalibrationRun(new WatchCalibrationRunRequest { Name = run.Name });
        while (await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            run = watch.ResponseStream.Current;
        }

        return run;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>A card of twelve criteria about a candidate's ability, as a rater of that severity sees it.</summary>
    private static Scorecard Rated(string rater, double ability, Random random) => Cards.Of(
        rater,
        [.. Repository.Rubric.CriterionIds.Where((_, i) => i % 4 == 0).Take(12).Select(id =>
            Cards.Rated(id, Math.Clamp((int)Math.Round(ability - Severity[rater] + Noise(random)), 1, 5)))]);

    private static double Noise(Random random) => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 1.2;
}
