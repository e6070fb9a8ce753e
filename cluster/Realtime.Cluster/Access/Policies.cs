using System.Collections.Frozen;
using Microsoft.AspNetCore.Authorization;
using Realtime.Cluster.Http;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Access;

/// <summary>
/// Which roles may use which kind of address. Every endpoint names one (<see cref="Needs"/>); one that names none is closed to everybody
/// by the fallback policy. What of the city a caller sees behind the address is decided per thing by <see cref="Realtime.Actors.City.Sight"/>.
/// </summary>
public static class Policies
{
    /// <summary>Nobody has to be known: health, the API's own description, pages that check a token of their own.</summary>
    public const string Anyone = "anyone";

    /// <summary>State of things; without a login only where the settings make something public.</summary>
    public const string Look = "look";

    /// <summary>Alerts of what one sees.</summary>
    public const string Known = "known";

    /// <summary>A municipality as a whole: page, areas.</summary>
    public const string View = "view";

    /// <summary>Acknowledging, declaring an absence: also by the family it concerns.</summary>
    public const string Care = "care";

    /// <summary>Closing, suppressing, commenting, sending messages.</summary>
    public const string Operate = "operate";

    /// <summary>Registrations, contacts.</summary>
    public const string Administer = "administer";

    /// <summary>The audit of a node: administrators of no single municipality.</summary>
    public const string Oversee = "oversee";

    /// <summary>The deployment itself: only callers of no single municipality.</summary>
    public const string Platform = "platform";

    /// <summary>Metrics.</summary>
    public const string Monitor = "monitor";

    /// <summary>Sending documents in.</summary>
    public const string Send = "send";

    /// <summary>The roles behind each policy; <see cref="Anyone"/> and the extra conditions of some stand in <see cref="Allows"/>.</summary>
    public static readonly FrozenDictionary<string, Role[]> Roles = new Dictionary<string, Role[]>
    {
        [Anyone] = Enum.GetValues<Role>(),
        [Look] = [Role.Public, Role.Family, Role.Viewer, Role.Operator, Role.Admin],
        [Known] = [Role.Family, Role.Viewer, Role.Operator, Role.Admin],
        [View] = [Role.Viewer, Role.Operator, Role.Admin],
        [Care] = [Role.Family, Role.Operator, Role.Admin],
        [Operate] = [Role.Operator, Role.Admin],
        [Administer] = [Role.Admin],
        [Oversee] = [Role.Admin],
        [Platform] = [Role.Viewer, Role.Operator, Role.Admin],
        [Monitor] = [Role.Monitor, Role.Viewer, Role.Operator, Role.Admin],
        [Send] = [Role.Sender],
    }.ToFrozenDictionary();

    /// <summary>Gives an address its policy, and keeps other sites' pages from using it through a visitor's browser.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, string policy)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoint.Add(builder =>
        {
            builder.Metadata.Add(new AccessRule(policy));
            builder.Metadata.Add(policy == Anyone ? new AllowAnonymousAttribute() : new AuthorizeAttribute(policy));
        });
        return endpoint;
    }

    /// <summary>Whether a caller passes a policy.</summary>
    public static bool Allows(string policy, Caller caller, AccessSettings access) => policy switch
    {
        Anyone => true,
        Monitor when access.OpenMetrics || caller.Role == Role.Monitor => true,
        Look when caller.Role == Role.Public => access.Public.Count > 0,
        Platform or Monitor or Oversee => Roles[policy].Contains(caller.Role) && caller.Municipalities is null,
        _ => Roles[policy].Contains(caller.Role),
    };

    public static void AddAccessPolicies(this IServiceCollection services, AccessSettings access) => services.AddAuthorization(options =>
    {
        // What is no address of ours (404) and a wrong method (405) has no handler to protect.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build();
        foreach (string policy in Roles.Keys)
        {
            options.AddPolicy(policy, build => build.RequireAssertion(context => context.Resource is HttpContext http && Allows(policy, Caller.Of(http), access)));
        }
    });
}

/// <summary>Metadata of an endpoint: the policy it was given.</summary>
public sealed record AccessRule(string Policy);
