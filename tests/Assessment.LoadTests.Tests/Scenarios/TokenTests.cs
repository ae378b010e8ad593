using System.Net;
using Assessment.LoadScenarios;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Assessment.LoadTests.Tests.Scenarios;

public sealed class TokenTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("abc.def", "Bearer abc.def")]
    public async Task Connection_WithAToken_SendsItWithEveryCall(string token, string? expected)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sent = new List<string?>();
        await using var server = await StartAsync(context =>
        {
            sent.Add(context.Request.Headers.Authorization);
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = "8";
            return Task.CompletedTask;
        });
        using var connection = new ServerConnection(new(new Uri(server.Urls.Single())) { Token = token });
        var client = new V1.ScoringService.ScoringServiceClient(connection.Invoker);

        var (outcome, _) = await Outcome.OfAsync(5, client.ScoreAsync(new(), connection.Options(cancellation)));
        using var stream = client.StreamScores(new CallOptions(cancellationToken: cancellation));
        await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(cancellation));

        Assert.Equal([expected, expected], sent);
        Assert.Equal(new(StatusCode.ResourceExhausted, 5, 0), outcome);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var application = builder.Build();
        application.Run(answer);
        await application.StartAsync();
        return application;
    }
}
