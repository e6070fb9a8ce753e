using System.Security.Claims;
using Realtime.Actors.City;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Access;

/// <summary>Who asks.</summary>
/// <param name="Name">Name of the key or subject of the token; it stands in the audit and beside what they did.</param>
/// <param name="Role">What they are.</param>
/// <param name="Way">How they are known: <c>key</c>, <c>token</c>, <c>loopback</c> (development, nobody logs in) or <c>nobody</c>.</param>
public sealed record Caller(string Name, Role Role, string Way)
{
    /// <summary>Municipalities they belong to; null = all of them.</summary>
    public IReadOnlyList<string>? Municipalities { get; init; } = [];

    /// <summary>Households of a family.</summary>
    public IReadOnlyList<string> Households { get; init; } = [];

    /// <summary>When what they showed runs out; null = never while this process lives (keys are read at its start).</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Nobody in particular.</summary>
    public static Caller Nobody { get; } = new("nobody", Role.Public, "nobody");

    /// <summary>Whoever sits at the machine while nothing asks for a login: may do everything.</summary>
    public static Caller Loopback { get; } = new("console", Role.Admin, "loopback") { Municipalities = null };

    /// <summary>The caller of a request.</summary>
    public static Caller Of(HttpContext http) => (http.User.Identity as Identity)?.Caller ?? Nobody;

    /// <summary>What the caller of a request sees.</summary>
    public static Sight SightOf(HttpContext http) => Of(http).SightUnder(http.RequestServices.GetRequiredService<AccessSettings>());

    /// <summary>As ASP.NET Core carries it.</summary>
    public ClaimsPrincipal Principal() => new(new Identity(this));

    /// <summary>What they see. Sharing is looked up from the side of those who share.</summary>
    public Sight SightUnder(AccessSettings access) => Role switch
    {
        Role.Viewer or Role.Operator or Role.Admin => new Sight
        {
            Own = Municipalities,
            Shared = Municipalities is null ? [] : [.. access.Shared.Where(pair => pair.Value.Contains("*") || pair.Value.Intersect(Municipalities).Any()).Select(pair => pair.Key).Order(StringComparer.Ordinal)],
            Households = Role != Role.Viewer,
            Public = access.Public,
        },
        Role.Family => new Sight { Homes = Households, Public = access.Public },
        Role.Public => new Sight { Public = access.Public },
        _ => new Sight(),
    };

    /// <summary>The name that stands beside what somebody did: who they are, and who they say they are.</summary>
    public string NameBeside(string given) => Way == "loopback" || given.Length == 0 || given == Name ? given.Length > 0 ? given : Name : $"{given} ({Name})";

    private sealed class Identity(Caller caller) : ClaimsIdentity([new Claim(ClaimTypes.Name, caller.Name)], caller.Way)
    {
        public Caller Caller { get; } = caller;
    }
}
