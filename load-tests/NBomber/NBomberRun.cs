using Assessment.LoadScenarios;
using Grpc.Core;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Assessment.NBomberLoad;

/// <summary>A scenario of ours as one of NBomber's: arrivals at a constant rate, without warm-up.</summary>
/// <param name="rate">Calls a second.</param>
/// <remarks>NBomber doesn't count by how much a call itself begins late, and knows no p99.9: the Runner's figures are those to compare.</remarks>
internal sealed class NBomberRun(string name, IScenario scenario, int rate, TimeSpan during)
{
    /// <summary>The step that all figures are of.</summary>
    public const string Call = "call";

    private long _calls = -1;

    /// <summary>NBomber's scenario, which prepares ours when it begins.</summary>
    public ScenarioProps Create() => Scenario.Create(name, async context => await Step.Run(Call, context, CallAsync))
        .WithInit(_ => scenario.PrepareAsync((int)((rate + 1) * (during.TotalSeconds + 1)), CancellationToken.None))
        .WithoutWarmUp()
        .WithMaxFailCount(int.MaxValue)
        .WithLoadSimulations(Simulation.Inject(rate, TimeSpan.FromSeconds(1), during));

    private async Task<Response<object>> CallAsync()
    {
        var outcome = await scenario.RunAsync(new(Interlocked.Increment(ref _calls)), CancellationToken.None);
        string status = outcome.Status.ToString();
        int bytes = outcome.RequestBytes + outcome.ResponseBytes;
        return outcome.Status == StatusCode.OK
            ? Response.Ok(statusCode: status, sizeBytes: bytes)
            : Response.Fail(statusCode: status, sizeBytes: bytes);
    }
}
