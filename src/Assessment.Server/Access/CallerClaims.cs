using System.Security.Claims;
using System.Text.RegularExpressions;

namespace Assessment.Server.Access;

/// <summary>Which claims of a token say what; the section <c>Access</c> of the settings.</summary>
internal sealed partial class CallerClaims
{
    /// <summary>The claim that is the caller's id; an interviewer's cards carry it.</summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>The claim that names the tenant.</summary>
    public string TenantClaim { get; set; } = "tenant";

    /// <summary>The tenant of tokens without that claim; none by default, and such tokens are refused. In Development it is <c>default</c>.</summary>
    public string? DefaultTenant { get; set; }

    /// <summary>The claims whose values are roles; other values in them are ignored.</summary>
    public string[] RoleClaims { get; set; } = ["role", "roles"];

    /// <summary>The caller that an authenticated token stands for, or what it lacks.</summary>
    public (Caller? Caller, string Problem) Find(ClaimsPrincipal token)
    {
        string subject = token.FindFirst(SubjectClaim)?.Value ?? "";
        string tenant = token.FindFirst(TenantClaim)?.Value ?? DefaultTenant ?? "";
        var roles = Roles.None;
        foreach (var claim in token.Claims)
        {
            if (RoleClaims.Contains(claim.Type, StringComparer.Ordinal))
            {
                roles |= RoleNames.Find(claim.Value);
            }
        }

        return !Subject().IsMatch(subject) ? (null, $"The token has no usable claim '{SubjectClaim}'.")
            : !Tenant().IsMatch(tenant) ? (null, $"The token has no usable claim '{TenantClaim}'.")
            : (new Caller(tenant, subject, roles), "");
    }

    /// <summary>An id as the contract takes it, without what could pass for white space.</summary>
    [GeneratedRegex(@"^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]{0,126}[^\p{C}\p{Z}])?$")]
    private static partial Regex Subject();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,128}$")]
    private static partial Regex Tenant();
}
