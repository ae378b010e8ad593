using Assessment.Server.Tests.Support;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Assessment.Server.Tests.Transport;

public sealed class EveryRpcTests(SharedServer shared)
{
    /// <summary>Field 1, a text, that no call takes for a resource's name.</summary>
    private static readonly byte[] Nonsense = [0x0A, 0x01, (byte)'x'];

    private readonly Api _api = shared.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rpcs => [.. RawCalls.Services.SelectMany(s => s.Methods).Select(m => m.FullName)];

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_Called_IsImplementedAndNeverADefect(string name)
    {
        var method = RawCalls.Services.SelectMany(s => s.Methods).Single(m => m.FullName == name);
        var code = await CodeOfAsync(method);
        Assert.True(code is StatusCode.OK or StatusCode.InvalidArgument, $"{name}: {code}");
    }

    [Fact]
    public async Task Reflection_ListServices_ListsEveryService()
    {
        using var call = new ServerReflection.ServerReflectionClient(_api.Calls).ServerReflectionInfo(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Cancellation);
        Assert.True(await call.ResponseStream.MoveNext(Cancellation));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToList();
        Assert.Superset(RawCalls.Services.Select(s => s.FullName).Append("grpc.health.v1.Health").ToHashSet(), names.ToHashSet());
        foreach (string service in names)
        {
            await call.RequestStream.WriteAsync(new ServerReflectionRequest { FileContainingSymbol = service }, Cancellation);
            Assert.True(await call.ResponseStream.MoveNext(Cancellation));
            Assert.NotEmpty(call.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Cancellation));
    }

    private async Task<StatusCode> CodeOfAsync(MethodDescriptor method)
    {
        var raw = RawCalls.Of(method);
        var options = new CallOptions(cancellationToken: Cancellation);
        try
        {
            switch (raw.Type)
            {
                case MethodType.Unary:
                    await _api.Calls.AsyncUnaryCall(raw, null, options, []);
                    break;
                case MethodType.ServerStreaming:
                    using (var call = _api.Calls.AsyncServerStreamingCall(raw, null, options, Nonsense))
                    {
                        await call.ResponseStream.MoveNext(Cancellation);
                    }

                    break;
                default:
                    using (var call = _api.Calls.AsyncDuplexStreamingCall(raw, null, options))
                    {
                        await call.RequestStream.CompleteAsync();
                        await call.ResponseStream.MoveNext(Cancellation);
                    }

                    break;
            }

            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
