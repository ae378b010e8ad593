using Assessment.Server.Errors;
using Assessment.Server.Requests;
using Assessment.Server.Tests.Support;
using Grpc.Core;

namespace Assessment.Server.Tests.Errors;

public sealed class AnswerStreamTests
{
    private static readonly DateTime Past = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Write_CallHasEnded_SaysThatTheCallerIsGone(bool cancelled, bool late)
    {
        var stream = new AnswerStream<string>(new EndedResponse(), new BareCall(late ? Past : DateTime.MaxValue, new CancellationToken(cancelled)));
        await Assert.ThrowsAsync<CallerGoneException>(() => stream.WriteAsync("answer", CancellationToken.None));
    }

    [Fact]
    public async Task Write_CallGoesOn_LetsADefectThrough()
    {
        var stream = new AnswerStream<string>(new EndedResponse(), new BareCall(DateTime.MaxValue, CancellationToken.None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stream.WriteAsync("answer"));
    }

    /// <summary>What Kestrel's response is like when the call's deadline completed it in the middle of a write.</summary>
    private sealed class EndedResponse : IServerStreamWriter<string>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message) => throw new InvalidOperationException("Invalid ordering of calling StartAsync or CompleteAsync and Advance.");

        public Task WriteAsync(string message, CancellationToken cancellationToken) => WriteAsync(message);
    }
}
