using Realtime.Cluster.Access;
using Realtime.Cluster.Geography;

namespace Realtime.Cluster.Page;

/// <summary>The map: <c>/map</c>, and its live part <c>/map/live</c>; <c>?lat=&amp;lon=&amp;z=&amp;kind=&amp;w=&amp;h=&amp;kept=</c>.</summary>
public static class MapEndpoints
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public static void MapMapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/map", async (HttpContext http, CityScanner scanner, NodeFacts facts, PageTime time, MapGround ground) =>
            PageEndpoints.Html(MapPage.Whole(MapQuery.Read(http.Request.Query), await SeenAsync(http, scanner), facts, time, ground))).Needs(Policies.View);
        routes.MapGet("/map/live", async (HttpContext http, CityScanner scanner, PageTime time, MapGround ground) =>
            PageEndpoints.Html(MapPage.Live(MapQuery.Read(http.Request.Query), await SeenAsync(http, scanner), time, ground))).Needs(Policies.View);
    }

    private static async Task<SeenCity?> SeenAsync(HttpContext http, CityScanner scanner) =>
        (await scanner.GetAsync(_patience, http.RequestAborted))?.For(Caller.SightOf(http));
}
