using Assessment.Server.Errors;
using Assessment.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using GoogleStatus = Google.Rpc.Status;

namespace Assessment.Server.Access;

/// <summary>Checks the token of a call, and lets it through if the table allows that, before anything of its body is read.</summary>
internal sealed class CallAuthorization(CallerClaims claims)
{
    /// <summary>Middleware before the services.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName is not { } rpc || AccessTable.IsOpen(rpc))
        {
            await next(context); // no rpc of ours: nothing is behind it
            return;
        }

        var (caller, refusal) = await FindCallerAsync(context, AccessTable.Of(rpc));
        if (refusal is null)
        {
            context.Features.Set(caller);
            await next(context);
            return;
        }

        if (refusal.Code == (int)StatusCode.Unauthenticated)
        {
            context.Response.Headers.WWWAuthenticate = JwtBearerDefaults.AuthenticationScheme;
        }

        await new EarlyReply(refusal).WriteAsync(context);
    }

    private async Task<(Caller? Caller, GoogleStatus? Refusal)> FindCallerAsync(HttpContext context, Roles allowed)
    {
        var token = await context.AuthenticateAsync();
        if (!token.Succeeded)
        {
            return (null, WhyNot(token.Failure));
        }

        var (caller, problem) = claims.Find(token.Principal);
        return caller is null ? (null, ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, problem))
            : caller.IsAny(allowed) ? (caller, null)
            : (null, ErrorStatus.RoleMissing(allowed));
    }

    /// <summary>What is wrong with the token, without a word of it.</summary>
    private static GoogleStatus WhyNot(Exception? failure) => failure switch
    {
        null => ErrorStatus.Unauthenticated(ErrorReason.TokenMissing, "The call has no token. Send 'authorization: Bearer TOKEN' with it."),
        SecurityTokenExpiredException => ErrorStatus.Unauthenticated(ErrorReason.TokenExpired, "The token has expired. Take a new one."),
        SecurityTokenInvalidIssuerException => ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, "The token is of another issuer."),
        SecurityTokenInvalidAudienceException => ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, "The token is for another audience."),
        _ => ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, "The token is not valid."),
    };
}
