using Assessment.V1;
using Grpc.Core;

namespace Assessment.Client.Tests;

public class RequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_WithoutRequestId_CarriesOneThatEveryTryRepeats()
    {
        var transport = new FakeTransport(StatusCode.Unavailable);
        using var client = FakeTransport.ClientOf(transport);
        var request = new SubmitScorecardRequest { Parent = "interviews/x" };
        await Assert.ThrowsAsync<RpcException>(() => client.Scorecards.SubmitScorecardAsync(request, cancellationToken: Cancellation).ResponseAsync);
        string id = Assert.Single(transport.Requests<SubmitScorecardRequest>().Select(r => r.RequestId).Distinct());
        Assert.True(Guid.TryParseExact(id, "D", out var guid) && guid != Guid.Empty);
        Assert.True(transport.Tries.Count > 1);
    }

    [Fact]
    public async Task Write_WithoutRequestId_LeavesTheCallersMessageAsItIs()
    {
        var transport = new FakeTransport(StatusCode.NotFound);
        using var client = FakeTransport.ClientOf(transport);
        var request = new SubmitScorecardRequest { Parent = "interviews/x" };
        await Assert.ThrowsAsync<RpcException>(() => client.Scorecards.SubmitScorecardAsync(request, cancellationToken: Cancellation).ResponseAsync);
        await Assert.ThrowsAsync<RpcException>(() => client.Scorecards.SubmitScorecardAsync(request, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal("", request.RequestId);
        Assert.Equal(2, transport.Requests<SubmitScorecardRequest>().Select(r => r.RequestId).Distinct().Count());
    }

    [Fact]
    public async Task Write_WithARequestId_KeepsIt()
    {
        var transport = new FakeTransport(StatusCode.NotFound);
        using var client = FakeTransport.ClientOf(transport);
        const string Id = "0b26dbb0-3d35-4a1c-9f0e-2b8a5d6c7e10";
        var request = new CreateInterviewRequest { RequestId = Id };
        await Assert.ThrowsAsync<RpcException>(() => client.Interviews.CreateInterviewAsync(request, cancellationToken: Cancellation).ResponseAsync);
        Assert.Equal(Id, Assert.Single(transport.Requests<CreateInterviewRequest>()).RequestId);
    }

    [Fact]
    public void BlockingWrite_WithoutRequestId_CarriesOne()
    {
        var transport = new FakeTransport(StatusCode.NotFound);
        using var client = FakeTransport.ClientOf(transport);
        Assert.Throws<RpcException>(() => client.Scorecards.WithdrawScorecard(new WithdrawScorecardRequest(), cancellationToken: Cancellation));
        Assert.NotEqual("", Assert.Single(transport.Requests<WithdrawScorecardRequest>()).RequestId);
    }

    [Fact]
    public async Task UnaryCall_WithoutDeadline_GetsTheOptions()
    {
        var transport = new FakeTransport(StatusCode.NotFound);
        using var client = FakeTransport.ClientOf(transport, TimeSpan.FromSeconds(90));
        await Assert.ThrowsAsync<RpcException>(() => client.Interviews.GetInterviewAsync(new GetInterviewRequest(), cancellationToken: Cancellation).ResponseAsync);
        Assert.InRange(TimeoutOf(Assert.Single(transport.Tries).Timeout), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task UnaryCall_WithADeadline_KeepsIt()
    {
        var transport = new FakeTransport(StatusCode.NotFound);
        using var client = FakeTransport.ClientOf(transport, TimeSpan.FromSeconds(90));
        var deadline = TimeProvider.System.GetUtcNow().AddHours(2).UtcDateTime;
        await Assert.ThrowsAsync<RpcException>(() => client.Interviews.GetInterviewAsync(new GetInterviewRequest(), deadline: deadline, cancellationToken: Cancellation).ResponseAsync);
        Assert.True(TimeoutOf(Assert.Single(transport.Tries).Timeout) > TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("/relative")]
    public void Connect_NoHttpAddress_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => AssessmentClient.Connect(new Uri(address, UriKind.RelativeOrAbsolute)));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Connect_AttemptsOutOfRange_AreRefused(int attempts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AssessmentClient.Connect(new Uri("http://fake.test"), new AssessmentClientOptions { Attempts = attempts }));

    /// <summary>A gRPC timeout: a number and a unit.</summary>
    private static TimeSpan TimeoutOf(string? header)
    {
        Assert.NotNull(header);
        double number = double.Parse(header[..^1], System.Globalization.CultureInfo.InvariantCulture);
        return header[^1] switch
        {
            'H' => TimeSpan.FromHours(number),
            'M' => TimeSpan.FromMinutes(number),
            'S' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'u' => TimeSpan.FromMicroseconds(number),
            _ => TimeSpan.FromMicroseconds(number / 1000),
        };
    }
}
