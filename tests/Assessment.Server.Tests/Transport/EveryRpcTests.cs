using Assessment.Server.Tests.Support;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Assessment.Server.Tests.Transport;

public sealed class EveryRpcTests(SharedServer shared)
{
    private readonly Api _api = shared.Api;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rpcs => [.. Contract.Rpcs.Select(m => m.FullName)];

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_Called_IsImplementedAndNeverADefect(string name)
    {
        var method = Contract.Find(name);
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
        Assert.Superset(Contract.Services.Select(s => s.FullName).Append("grpc.health.v1.Health").ToHashSet(), names.ToHashSet());
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
        byte[]? request = method.IsClientStreaming ? null : method.IsServerStreaming ? RawCalls.Nonsense : [];
        try
        {
            await _api.Calls.FirstAsync(method, request, headers: null, Cancellation);
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
