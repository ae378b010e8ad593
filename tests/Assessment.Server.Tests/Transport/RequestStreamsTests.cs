using Assessment.Server.Errors;
using Assessment.Server.Requests;
using Assessment.Server.Tests.Support;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Tests.Transport;

public sealed class RequestStreamsTests
{
    private static readonly DateTime Past = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly InvalidOperationException Complete = new("Can't read messages after the request is complete.");

    [Fact]
    public async Task ReadUntil_CallIsLate_SaysThatTheCallerIsGone() =>
        await Assert.ThrowsAsync<CallerGoneException>(() => ReadAsync(Complete, Past, CancellationToken.None));

    [Fact]
    public async Task ReadUntil_CallIsCancelled_SaysThatTheCallerIsGone() =>
        await Assert.ThrowsAsync<CallerGoneException>(() => ReadAsync(Complete, DateTime.MaxValue, new CancellationToken(canceled: true)));

    [Fact]
    public async Task ReadUntil_StreamWasReset_SaysThatTheCallerIsGone() => await Assert.ThrowsAsync<CallerGoneException>(
        () => ReadAsync(new IOException("The client reset the request stream."), DateTime.MaxValue, CancellationToken.None));

    [Fact]
    public async Task ReadUntil_ItemIsNoMessage_IsARefusal()
    {
        var unreadable = Assert.ThrowsAny<InvalidProtocolBufferException>(() => V1.ScoreRequest.Parser.ParseFrom([0x0a, 0x7f]));
        var refusal = await Assert.ThrowsAsync<RequestException>(() => ReadAsync(unreadable, DateTime.MaxValue, CancellationToken.None));
        Assert.Equal("items[0]", Assert.Single(refusal.FieldViolations).Field);
    }

    [Fact]
    public async Task ReadUntil_CallGoesOn_LetsADefectThrough() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(Complete, DateTime.MaxValue, CancellationToken.None));

    private static async Task ReadAsync(Exception failure, DateTime deadline, CancellationToken cancellation)
    {
        await foreach (var _ in new FailingStream(failure).ReadUntilAsync(new BareCall(deadline, cancellation), CancellationToken.None))
        {
            Assert.Fail("There is no item.");
        }
    }

    private sealed class FailingStream(Exception failure) : IAsyncStreamReader<string>
    {
        public string Current => throw new NotSupportedException();

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromException<bool>(failure);
    }
}
