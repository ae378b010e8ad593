using System.Diagnostics.Metrics;
using Assessment.Server.Telemetry;
using Assessment.Server.Tests.Support;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Assessment.Server.Tests.Telemetry;

public sealed class ServerMetricsTests(SharedServer shared)
{
    [Fact]
    public void MethodName_OfEveryServedMethod_IsItsOwn()
    {
        string[] served =
        [
            .. shared.Server.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints
                .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName).OfType<string>().Distinct(),
        ];
        Assert.Contains("/grpc.health.v1.Health/Check", served);
        Assert.Contains("/assessment.v1.ScorecardService/SubmitScorecard", served);
        Assert.All(served, method => Assert.Equal(method[1..], ServerMetrics.MethodName(method)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/assessment.v1.ScorecardService/candidate-1")]
    [InlineData("/v1/interviews/candidate-1")]
    public void MethodName_OfAnythingElse_IsOther(string path) => Assert.Equal("_OTHER", ServerMetrics.MethodName(path));

    [Fact]
    public void Shed_Calls_CountsByMethodAndLimit()
    {
        var counted = new List<(string? Method, string? Limit)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "assessment.rpc.shed")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            Assert.Equal(1, count);
            counted.Add((Tag(tags, "rpc.method"), Tag(tags, "assessment.limit")));
        });
        listener.Start();

        ServerMetrics.Shed("/assessment.v1.ScorecardService/SubmitScorecard", "a-test");
        ServerMetrics.Shed("/candidate-1", "a-test");

        Assert.Equal([("assessment.v1.ScorecardService/SubmitScorecard", "a-test"), ("_OTHER", "a-test")], counted.Where(c => c.Limit == "a-test"));
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return (string?)tag.Value;
            }
        }

        return null;
    }
}
