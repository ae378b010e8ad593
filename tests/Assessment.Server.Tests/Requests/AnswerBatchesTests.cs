using Assessment.Server.Requests;
using Grpc.Core;

namespace Assessment.Server.Tests.Requests;

/// <summary>Answers wait for those that are ready, and for nothing else.</summary>
public sealed class AnswerBatchesTests
{
    [Fact]
    public async Task Answer_WaitsOnlyWhileMoreIsReady()
    {
        var writer = new Writer();
        var batches = new AnswerBatches<string>(writer);
        foreach (bool isMoreReady in new[] { false, true, true, false, true, false })
        {
            await batches.WriteAsync("", isMoreReady, TestContext.Current.CancellationToken);
        }

        Assert.Equal([false, true, true, false, true, false], writer.Held);
    }

    [Fact]
    public async Task Answers_OfWhichMoreIsAlwaysReady_LeaveAfter33()
    {
        var writer = new Writer();
        var batches = new AnswerBatches<string>(writer);
        for (int i = 0; i < 99; i++)
        {
            await batches.WriteAsync("", isMoreReady: true, TestContext.Current.CancellationToken);
        }

        Assert.Equal([32, 65, 98], Enumerable.Range(0, 99).Where(i => !writer.Held[i]));
    }

    private sealed class Writer : IServerStreamWriter<string>
    {
        public WriteOptions? WriteOptions { get; set; }

        public List<bool> Held { get; } = [];

        public Task WriteAsync(string message)
        {
            Held.Add(WriteOptions?.Flags.HasFlag(WriteFlags.BufferHint) == true);
            return Task.CompletedTask;
        }

        public Task WriteAsync(string message, CancellationToken cancellationToken) => WriteAsync(message);
    }
}
