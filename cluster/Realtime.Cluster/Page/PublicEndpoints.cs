using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Geography;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>
/// Pages for everybody: <c>/public/ploughs</c> and <c>/public/congestion</c>. Without a login they answer only where the settings make these things public
/// (<c>Access:Public</c> with <c>vehicle/plough</c>, <c>sensor/people</c>); to everybody else they do not exist.
/// </summary>
public static class PublicEndpoints
{
    public static void MapPublicPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/public/ploughs", async (HttpContext http, PublicReader reader, NodeFacts facts, PageTime time, MapGround ground) => Shown(http, ThingKind.Vehicle, PublicReader.Plough) is { } sight
            ? PageEndpoints.Html(PublicPages.Ploughs(await reader.PloughsAsync(sight), facts, time, ground))
            : NotShown()).Needs(Policies.Look);
        routes.MapGet("/public/congestion", async (HttpContext http, PublicReader reader, NodeFacts facts, PageTime time, MapGround ground) => Shown(http, ThingKind.Sensor, SensorTypes.Name(SensorType.People)) is { } sight
            ? PageEndpoints.Html(PublicPages.Congestion(await reader.PlacesAsync(sight, http.RequestAborted), facts, time, ground))
            : NotShown()).Needs(Policies.Look);
    }

    /// <summary>The caller's sight, when these things are public or the caller works here; homes are taken out of it, whoever asks.</summary>
    private static Sight? Shown(HttpContext http, ThingKind kind, string type)
    {
        Caller caller = Caller.Of(http);
        Sight sight = Caller.SightOf(http) with { Households = false, Homes = [] };
        return caller.Role is Role.Viewer or Role.Operator or Role.Admin || sight.Covers(new ThingKey(kind, "any"), "", type) ? sight : null;
    }

    private static ContentHttpResult NotShown() => PageEndpoints.Html(
        Shell.Public("Not shown", Markup.Of($"<main id=\"main\" class=\"one\"><p class=\"empty\">This city does not show this page.</p></main>")), StatusCodes.Status404NotFound);
}
