using Assessment.Server.Errors;
using Assessment.V1;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Assessment.Server.Access;

/// <summary>Lets a call through whose token the table allows, before anything of its body is read; nobody else.</summary>
internal sealed class CallAuthorization(CallerClaims claims)
{
    /// <summary>Middleware between authentication and the services.</summary>
    public Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName is not { } rpc || AccessTable.IsOpen(rpc))
        {
            return next(context); // no rpc of ours: nothing is behind it
        }

        if (context.User.Identity is not { IsAuthenticated: true })
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return EarlyReply.WriteAsync(context, Unauthenticated(context));
        }

        var (caller, problem) = claims.Find(context.User);
        if (caller is null)
        {
            return EarlyReply.WriteAsync(context, ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, problem));
        }

        var allowed = AccessTable.Of(rpc);
        if (!caller.IsAny(allowed))
        {
            return EarlyReply.WriteAsync(context, ErrorStatus.RoleMissing(allowed));
        }

        context.Features.Set(caller);
        return next(context);
    }

    /// <summary>What is wrong with the token, without a word of it.</summary>
    private static Google.Rpc.Status Unauthenticated(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Failure switch
        {
            null => ErrorStatus.Unauthenticated(
                ErrorReason.TokenMissing, "The call has no token. Send 'authorization: Bearer TOKEN' with it."),
            SecurityTokenExpiredException => ErrorStatus.Unauthenticated(ErrorReason.TokenExpired, "The token has expired. Take a new one."),
            SecurityTokenInvalidIssuerException => ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, "The token is of another issuer."),
            SecurityTokenInvalidAudienceException => ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, "The token is for another audience."),
            _ => ErrorStatus.Unauthenticated(ErrorReason.TokenInvalid, "The token is not valid."),
        };
}
