using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assessment.Server.Access;
using Assessment.Server.Tests.Support;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Web;
using Grpc.Reflection.V1;
using Status = Google.Rpc.Status;

namespace Assessment.Server.Tests.Access;

/// <summary>Every rpc of the contract, called by every kind of caller over every transport, against the table of docs/security.md.</summary>
public sealed class AccessTableTests(SharedServer shared, ITestOutputHelper log) : IDisposable
{
    private const string Missing = "ROLE_MISSING";

    private static readonly Roles[] Each = [Roles.None, Roles.Tool, Roles.Interviewer, Roles.Committee, Roles.Admin];

    private readonly GrpcChannel _web = GrpcChannel.ForAddress(shared.Server.Server.HttpAddress, new GrpcChannelOptions
    {
        HttpHandler = new GrpcWebHandler(GrpcWebMode.GrpcWeb, new HttpClientHandler()),
        HttpVersion = HttpVersion.Version11,
        DisposeHttpClient = true,
    });

    private readonly HttpClient _http = new() { BaseAddress = shared.Server.Server.HttpAddress };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rpcs => [.. Contract.Rpcs.Select(rpc => rpc.FullName)];

    public void Dispose()
    {
        _web.Dispose();
        _http.Dispose();
    }

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_EveryCallerOverEveryTransport_AsTheTableSays(string name)
    {
        var rpc = Contract.Find(name);
        Assert.True(AccessDocument.Table.TryGetValue(name, out var allowed), $"docs/security.md has no row for {name}.");
        var wrong = new List<string>();
        int calls = 0;
        foreach (var role in Each)
        {
            string token = TestTokens.Of(role, "nobody-in-particular");
            string expected = role != Roles.None && allowed.HasFlag(role) ? "" : Missing;
            await CheckAsync(RoleNames.Of(role).FirstOrDefault("no role"), token, expected);
        }

        foreach (var (impostor, token, reason) in Impostors.All)
        {
            await CheckAsync(impostor, token, reason);
        }

        log.WriteLine($"{calls} calls");
        Assert.Empty(wrong);

        async Task CheckAsync(string caller, string? token, string expected)
        {
            foreach (var (transport, call) in TransportsOf(rpc, token))
            {
                calls++;
                string reason = await call;
                bool refused = reason is Missing or "TOKEN_MISSING" or "TOKEN_INVALID" or "TOKEN_EXPIRED";
                if (expected.Length > 0 ? reason != expected : refused)
                {
                    wrong.Add($"{caller} over {transport}: expected {(expected.Length > 0 ? expected : "to be let in")}, got {reason}");
                }
            }
        }
    }

    [Fact]
    public void Table_OfTheDocument_HasNoRowForWhatIsNot() =>
        Assert.Equal(Contract.Rpcs.Select(rpc => rpc.FullName).Order(), AccessDocument.Table.Keys.Order());

    [Fact]
    public async Task Health_WithoutToken_Answers()
    {
        var health = await new Health.HealthClient(shared.Api.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Cancellation);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Fact]
    public async Task Reflection_WithoutToken_IsRefused()
    {
        using var call = new ServerReflection.ServerReflectionClient(shared.Api.Channel).ServerReflectionInfo(cancellationToken: Cancellation);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    [Fact]
    public async Task Unauthenticated_OverJson_SaysHowToAuthenticate()
    {
        using var answer = await _http.GetAsync(new Uri("/v1/questionBanks", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    private IEnumerable<(string Transport, Task<string> Reason)> TransportsOf(MethodDescriptor rpc, string? token)
    {
        yield return ("gRPC", ReasonAsync(shared.Api.Channel.CreateCallInvoker(), rpc, token));
        if (!rpc.IsClientStreaming)
        {
            yield return ("gRPC-Web", ReasonAsync(_web.CreateCallInvoker(), rpc, token));
        }

        if (HttpRequests.Of(rpc) is { } request)
        {
            yield return ("JSON", ReasonAsync(request, token));
        }
    }

    /// <summary>Why a call was refused; empty when it was not, or for what it said.</summary>
    private static async Task<string> ReasonAsync(CallInvoker calls, MethodDescriptor rpc, string? token)
    {
        var headers = token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };
        try
        {
            await calls.FirstAsync(rpc, rpc.IsClientStreaming ? null : RawCalls.Nonsense, headers, Cancellation);
            return "";
        }
        catch (RpcException exception)
        {
            string reason = ReasonOf(exception.GetRpcStatus());
            return (exception.StatusCode, reason) switch
            {
                (StatusCode.Unauthenticated, "TOKEN_MISSING" or "TOKEN_INVALID" or "TOKEN_EXPIRED") or (StatusCode.PermissionDenied, Missing) => reason,
                (StatusCode.Unauthenticated or StatusCode.PermissionDenied, "NOT_YOURS" or "RATINGS_SEALED") => reason,
                (StatusCode.Unauthenticated or StatusCode.PermissionDenied, _) => $"{exception.StatusCode} without a reason",
                _ => $"let in: {exception.StatusCode}",
            };
        }
    }

    private async Task<string> ReasonAsync(HttpRequestMessage request, string? token)
    {
        using (request)
        {
            request.Headers.Authorization = token is null ? null : TestTokens.Header(token);
            using var answer = await _http.SendAsync(request, Cancellation);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            {
                return $"let in: {answer.StatusCode}";
            }

            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            string reason = body.GetProperty("details").EnumerateArray().First().GetProperty("reason").GetString()!;
            int code = answer.StatusCode == HttpStatusCode.Unauthorized ? (int)StatusCode.Unauthenticated : (int)StatusCode.PermissionDenied;
            return body.GetProperty("code").GetInt32() == code ? reason : "another code than the HTTP status";
        }
    }

    private static string ReasonOf(Status? status) => status?.GetDetail<ErrorInfo>()?.Reason ?? "";
}
