using System.Net.Http.Headers;
using System.Security.Cryptography;
using Assessment.Server.Access;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Assessment.Server.Tests.Support;

/// <summary>Tokens that the test servers take.</summary>
public static class TestTokens
{
    /// <summary>Every role together: a test that isn't about roles may do anything.</summary>
    public const Roles Every = Roles.Tool | Roles.Interviewer | Roles.Committee | Roles.Admin;

    public static byte[] Key { get; } = RandomNumberGenerator.GetBytes(DevelopmentTokens.KeyBytes);

    /// <summary>A token with every role.</summary>
    public static string OfEveryone { get; } = Of(Every, "everyone");

    public static string Of(Roles roles, string subject, string tenant = DevelopmentTokens.DefaultTenant) =>
        DevelopmentTokens.Issue(Key, subject, roles, tenant, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1));

    public static AuthenticationHeaderValue Header(string token) => new("Bearer", token);
}

/// <summary>Gives every call a token, unless the call has one.</summary>
public sealed class TokenInterceptor(string token) : Interceptor
{
    private const string Header = "authorization";

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, With(context));

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, With(context));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(With(context));

    private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        if (context.Options.Headers?.Get(Header) is not null)
        {
            return context;
        }

        var headers = new Metadata { { Header, $"Bearer {token}" } };
        foreach (var entry in context.Options.Headers ?? [])
        {
            headers.Add(entry);
        }

        return new(context.Method, context.Host, context.Options.WithHeaders(headers));
    }
}
