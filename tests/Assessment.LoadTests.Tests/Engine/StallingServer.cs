using Assessment.LoadScenarios;
using Grpc.Core;

namespace Assessment.LoadTests.Tests.Engine;

/// <summary>Answers each call after a millisecond; but for a while it stalls, and those who wait then are answered at its end.</summary>
internal sealed class StallingServer(SimulatedTime time, TimeSpan stallsAt, TimeSpan stallsFor)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(1);

    public async Task<Outcome> CallAsync(long number)
    {
        var now = TimeSpan.FromTicks(time.GetTimestamp());
        bool stalls = now >= stallsAt && now < stallsAt + stallsFor;
        await time.PauseAsync(stalls ? stallsAt + stallsFor - now : Usual);
        return new(StatusCode.OK, 100, 200);
    }
}
