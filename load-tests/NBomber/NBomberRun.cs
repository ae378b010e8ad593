using Assessment.LoadScenarios;
using Grpc.Core;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Assessment.NBomberLoad;

/// <summary>A scenario of ours as one of NBomber's: arrivals at a constant rate, without warm-up.</summary>
/// <param name="rate">Calls a second.</param>
internal sealed class NBomberRun(string name, IScenario scenario, int rate, TimeSpan during)
{
    private long _calls = -1;

    /// <summary>NBomber's scenario, which prepares ours when it begins.</summary>
    /// <remarks>NBomber doesn't count a start's own lateness, and has no p99.9: the Runner's figures are the ones to compare.</remarks>
    public ScenarioProps Create() => Scenario.Create(name, RunAsync)
        .WithInit(_ => scenario.PrepareAsync((int)Math.Ceiling((rate + 1) * (during.TotalSeconds + 1)), CancellationToken.None))
        .WithoutWarmUp()
        .WithLoadSimulations(Simulation.Inject(rate, TimeSpan.FromSeconds(1), during));

    private async Task<IResponse> RunAsync(IScenarioContext context)
    {
        var outcome = await scenario.RunAsync(new(Interlocked.Increment(ref _calls)), CancellationToken.None);
        string status = outcome.Status.ToString();
        int bytes = outcome.RequestBytes + outcome.ResponseBytes;
        return outcome.Status == StatusCode.OK
            ? Response.Ok(statusCode: status, sizeBytes: bytes)
            : Response.Fail(statusCode: status, sizeBytes: bytes);
    }
}
