using Assessment.Server.Requests;
using Assessment.Server.Tests.Errors;
using Assessment.Server.Tests.Support;
using Assessment.Storage;
using Assessment.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Assessment.Server.Tests.Requests;

public sealed class RequestIdCleanupTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RequestId_OlderThanWhatIsKept_IsForgotten()
    {
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(clock: clock, requestIdsKept: TimeSpan.FromHours(3));
        var request = new CreateInterviewRequest { Interview = Api.NewInterview(), RequestId = Api.NewRequestId() };
        var first = await server.Api.Interviews.CreateInterviewAsync(request);
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(first, await server.Api.Interviews.CreateInterviewAsync(request));
        clock.Advance(TimeSpan.FromHours(2));
        await ForgottenAsync(server, Guid.Parse(request.RequestId), clock);
        Assert.NotEqual(first.Name, (await server.Api.Interviews.CreateInterviewAsync(request)).Name);
    }

    [Fact]
    public async Task Execute_WritesPiledUp_TriesAgainLater()
    {
        var clock = new FakeTimeProvider();
        await using var server = await TestServer.StartAsync(clock: clock);
        string id = Api.NewRequestId();
        await server.Api.Interviews.CreateInterviewAsync(new CreateInterviewRequest { Interview = Api.NewInterview(), RequestId = id });
        var requests = server.Server.Services.GetRequiredService<RequestStore>();
        var observed = new ObservedClock();
        using var cleanup = new RequestIdCleanup(requests, TimeSpan.Zero, observed);
        await cleanup.StartAsync(Cancellation);
        using (var foreign = FaultTests.Open(server))
        {
            FaultTests.Run(foreign, "BEGIN IMMEDIATE");
            var waiting = FaultTests.PileUp(requests);
            var asked = observed.NextAsync();
            while (!asked.IsCompleted)
            {
                observed.Advance(TimeSpan.FromHours(1));
                await Task.Yield();
            }

            // It is about to write, and can't.
            FaultTests.Run(foreign, "ROLLBACK");
            await Task.WhenAll(waiting.Select(async write => await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)));
        }

        await ForgottenAsync(server, Guid.Parse(id), observed, cleanup.ExecuteTask);
        await cleanup.StopAsync(Cancellation);
    }

    /// <summary>Returns once the request id is forgotten, with the clock going on.</summary>
    private static async Task ForgottenAsync(TestServer server, Guid id, FakeTimeProvider clock, Task? cleanup = null)
    {
        var requests = server.Server.Services.GetRequiredService<RequestStore>();
        while (await requests.FindAsync("default", id, Cancellation) is not null)
        {
            Assert.True(cleanup is not { IsFaulted: true }, cleanup?.Exception?.ToString());
            clock.Advance(TimeSpan.FromHours(1));
        }
    }

    /// <summary>Tells when somebody asks for the time.</summary>
    private sealed class ObservedClock : FakeTimeProvider
    {
        private TaskCompletionSource? _asked;

        public ObservedClock()
            : base(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
        {
        }

        public Task NextAsync() => (_asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref _asked, null)?.SetResult();
            return base.GetUtcNow();
        }
    }
}
