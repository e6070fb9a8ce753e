using Realtime.Cluster.Access;

namespace Realtime.Cluster.Page;

/// <summary>A flood night: <c>/flood</c>, and its live part <c>/flood/live</c>.</summary>
public static class FloodEndpoints
{
    public static void MapFloodPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/flood", async (HttpContext http, FloodReader reader, PageTime time) => PageEndpoints.Html(FloodPage.Whole(await reader.ReadAsync(http), time))).Needs(Policies.View);
        routes.MapGet("/flood/live", async (HttpContext http, FloodReader reader, PageTime time) => PageEndpoints.Html(FloodPage.Live(await reader.ReadAsync(http), time))).Needs(Policies.View);
    }
}
