using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Access;

/// <summary>Callers by the token of an OpenID Connect issuer: its signature, issuer, audience and lifetime are checked, its claims say who it is.</summary>
public static class TokenCaller
{
    private const string AllMunicipalities = "*";

    /// <summary>Signatures that need the issuer's private key; a shared secret, or none, is refused.</summary>
    private static readonly string[] _algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void Configure(JwtBearerOptions options, AccessSettings access)
    {
        options.Authority = access.Authority;
        options.Audience = access.Audience;
        options.MapInboundClaims = false;
        options.RequireHttpsMetadata = access.Authority.StartsWith("https://", StringComparison.Ordinal);
        options.TokenValidationParameters.ValidAlgorithms = _algorithms;
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        options.TokenValidationParameters.NameClaimType = "sub";
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = context =>
            {
                if (CallerOf(context.Principal!, access) is { } caller)
                {
                    context.Principal = (caller with { Until = new DateTimeOffset(DateTime.SpecifyKind(context.SecurityToken.ValidTo, DateTimeKind.Utc)) }).Principal();
                }
                else
                {
                    context.Fail("the token names no role of this program");
                }

                return Task.CompletedTask;
            },
            OnAuthenticationFailed = context =>
            {
                if (context.HttpContext.RequestServices.GetRequiredService<LoginFailures>().Count(context.HttpContext.Connection.RemoteIpAddress))
                {
                    context.HttpContext.RequestServices.GetRequiredService<IAudit>().Record(context.HttpContext, AuditEntry.LoginRefused, "token");
                }

                return Task.CompletedTask;
            },
            OnForbidden = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<IAudit>().Record(context.HttpContext, AuditEntry.Denied, "");
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>The role of exactly this name: parsing would also take numbers, and lists of names as the sum of their numbers.</summary>
    private static IEnumerable<Role> Named(string name) => Enum.GetValues<Role>().Where(role => string.Equals($"{role}", name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The caller in the claims; of several roles the one that may do most. Null when there is none.</summary>
    public static Caller? CallerOf(ClaimsPrincipal principal, AccessSettings access)
    {
        Role[] roles = [.. principal.FindAll(access.RoleClaim).Select(claim => claim.Value)
            .Where(value => value.StartsWith(access.RolePrefix, StringComparison.Ordinal))
            .SelectMany(value => Named(value[access.RolePrefix.Length..]))
            .Where(role => role != Role.Sender).OrderDescending()];
        // Names that people choose or change are no identity: only issuer and subject together are never given to somebody else (OpenID Connect Core 5.7).
        if (roles.Length == 0 || principal.FindFirst("sub")?.Value is not { Length: > 0 } subject || principal.FindFirst("iss")?.Value is not { Length: > 0 } issuer)
        {
            return null;
        }

        string name = $"{subject} of {issuer}";
        string[] municipalities = [.. principal.FindAll(access.MunicipalityClaim).Select(claim => claim.Value)];
        return new Caller(name, roles[0], "token")
        {
            Municipalities = municipalities.Contains(AllMunicipalities) ? null : municipalities,
            Households = [.. principal.FindAll(access.HouseholdClaim).Select(claim => claim.Value)],
        };
    }
}
