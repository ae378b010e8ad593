using System.Threading.Channels;
using Assessment.Server.Errors;
using Assessment.Server.Requests;
using Assessment.Server.Tests.Support;
using Google.Protobuf;
using Grpc.Core;

namespace Assessment.Server.Tests.Requests;

public sealed class RequestItemsTests
{
    private static readonly DateTime Past = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly InvalidOperationException Complete = new("Can't read messages after the request is complete.");

    [Fact]
    public async Task Read_CallIsLate_SaysThatTheCallerIsGone() =>
        await Assert.ThrowsAsync<CallerGoneException>(() => ReadAsync(Complete, Past, CancellationToken.None));

    [Fact]
    public async Task Read_CallIsCancelled_SaysThatTheCallerIsGone() =>
        await Assert.ThrowsAsync<CallerGoneException>(() => ReadAsync(Complete, DateTime.MaxValue, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Read_StreamWasReset_SaysThatTheCallerIsGone() => await Assert.ThrowsAsync<CallerGoneException>(
        () => ReadAsync(new IOException("The client reset the request stream."), DateTime.MaxValue, CancellationToken.None));

    [Fact]
    public async Task Read_ItemIsNoMessage_IsARefusal()
    {
        var unreadable = Assert.ThrowsAny<InvalidProtocolBufferException>(() => V1.ScoreRequest.Parser.ParseFrom([0x0a, 0x7f]));
        var refusal = await Assert.ThrowsAsync<RequestException>(() => ReadAsync(unreadable, DateTime.MaxValue, CancellationToken.None));
        Assert.Equal("items[0]", Assert.Single(refusal.FieldViolations).Field);
    }

    [Fact]
    public async Task Read_CallGoesOn_LetsADefectThrough() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(Complete, DateTime.MaxValue, CancellationToken.None));

    [Fact]
    public async Task Read_ReadsOneAheadAndTellsWhetherItIsHere()
    {
        var sent = Channel.CreateUnbounded<string>();
        var items = new RequestItems<string>(
            new ChannelStream(sent.Reader), new BareCall(DateTime.MaxValue, CancellationToken.None), TestContext.Current.CancellationToken);
        await sent.Writer.WriteAsync("first", TestContext.Current.CancellationToken);
        await sent.Writer.WriteAsync("second", TestContext.Current.CancellationToken);
        Assert.Equal("first", await items.ReadAsync());
        Assert.True(items.IsNextHere);
        Assert.Equal("second", await items.ReadAsync());
        Assert.False(items.IsNextHere);
        var third = items.ReadAsync();
        Assert.False(third.IsCompleted);
        await sent.Writer.WriteAsync("third", TestContext.Current.CancellationToken);
        sent.Writer.Complete();
        Assert.Equal("third", await third);
        Assert.Null(await items.ReadAsync());
    }

    private static async Task ReadAsync(Exception failure, DateTime deadline, CancellationToken cancellation)
    {
        var items = new RequestItems<string>(new FailingStream(failure), new BareCall(deadline, cancellation), CancellationToken.None);
        await items.ReadAsync();
        Assert.Fail("There is no item.");
    }

    private sealed class FailingStream(Exception failure) : IAsyncStreamReader<string>
    {
        public string Current => throw new NotSupportedException();

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromException<bool>(failure);
    }

    private sealed class ChannelStream(ChannelReader<string> sent) : IAsyncStreamReader<string>
    {
        public string Current { get; private set; } = "";

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            bool isMore = await sent.WaitToReadAsync(cancellationToken);
            Current = isMore && sent.TryRead(out string? item) ? item : "";
            return isMore;
        }
    }
}
