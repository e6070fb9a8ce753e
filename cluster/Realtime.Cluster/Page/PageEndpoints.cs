using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Http;

namespace Realtime.Cluster.Page;

/// <summary>The addresses of the page: <c>/</c>, its live part <c>/live</c>, and <c>/alerts/{id}</c>.</summary>
public static class PageEndpoints
{
    /// <summary>A person should not look at an empty window for longer; parts that have not answered by then say so.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http, PageReader reader, PageTime time) => ShowAsync(http, reader, model => CityPage.Whole(model, time)));
        routes.MapGet("/live", (HttpContext http, PageReader reader, PageTime time) => ShowAsync(http, reader, model => CityPage.Live(model, time)));
        routes.MapGet("/alerts/{id}", (string id, ICity city, NodeFacts facts, PageTime time, ILogger<PageReader> log, CancellationToken cancellation) =>
            AlertAsync(id, city, facts, time, log, cancellation));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, PageReader reader, Func<PageModel, Markup> render)
    {
        // A filter that makes no sense shows everything: it was typed into an address by hand.
        _ = CityEndpoints.TryReadQuery(http.Request.Query, out CityQuery query, out _);
        return Html(render(await reader.ReadAsync(query, _patience, http.RequestAborted)));
    }

    private static async Task<IResult> AlertAsync(string id, ICity city, NodeFacts facts, PageTime time, ILogger<PageReader> log, CancellationToken cancellation)
    {
        try
        {
            return await city.GetAlertAsync(id, cancellation).WaitAsync(_patience, cancellation) is { } detail
                ? Html(AlertPage.Render(detail, facts, time))
                : Html(AlertPage.Missing("There is no such alert."), StatusCodes.Status404NotFound);
        }
        catch (Exception fault) when (Owners.IsSilence(fault) && !cancellation.IsCancellationRequested)
        {
            log.LogDebug(fault, "An alert's owner did not answer");
            return Html(AlertPage.Missing("The alert's owner does not answer at the moment."), StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static ContentHttpResult Html(Markup page, int status = StatusCodes.Status200OK) =>
        TypedResults.Content(page.Html, "text/html; charset=utf-8", statusCode: status);
}
