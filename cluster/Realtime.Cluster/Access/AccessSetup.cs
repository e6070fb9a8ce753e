using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Access;

/// <summary>Login, policies and limits of the web side, in one place.</summary>
public static class AccessSetup
{
    private const string Either = "either";

    public static void AddAccess(this IServiceCollection services, AccessSettings access)
    {
        services.AddSingleton(access);
        services.AddSingleton<AccessKeys>();
        services.AddSingleton<LoginFailures>();
        AuthenticationBuilder login = services.AddAuthentication(Either)
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.Name, _ => { })
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = http =>
                access.Authority.Length > 0 && IsToken(http.Request.Headers.Authorization.ToString()) ? JwtBearerDefaults.AuthenticationScheme : KeyHandler.Name);
        if (access.Authority.Length > 0)
        {
            login.AddJwtBearer(options => TokenCaller.Configure(options, access));
        }

        services.AddAccessPolicies(access);
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Share(http, access));
            options.OnRejected = (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait))
                {
                    context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                }

                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>A caller has a share of their own; those who are not known share one per address.</summary>
    private static RateLimitPartition<string> Share(HttpContext http, AccessSettings access)
    {
        Caller caller = Caller.Of(http);
        if (caller.Way == Caller.Loopback.Way)
        {
            return RateLimitPartition.GetNoLimiter(caller.Way);
        }

        string share = caller.Way == Caller.Nobody.Way ? $"nobody {http.Connection.RemoteIpAddress}" : $"{caller.Way} {caller.Name}";
        return RateLimitPartition.GetTokenBucketLimiter(share, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = access.RequestsPerMinute,
            TokensPerPeriod = Math.Max(1, access.RequestsPerMinute / 6),
            ReplenishmentPeriod = TimeSpan.FromSeconds(10),
            QueueLimit = 0,
        });
    }

    /// <summary>Three parts with points between them; our own keys hold none.</summary>
    private static bool IsToken(string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && authorization.AsSpan().Count('.') == 2;
}
