using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Http;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Page;

/// <summary>The addresses of the page: <c>/</c>, its live part <c>/live</c>, and <c>/alerts/{id}</c>.</summary>
public static class PageEndpoints
{
    /// <summary>A person should not look at an empty window for longer; parts that have not answered by then say so.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http, PageReader reader, PageTime time, HouseholdGlances glances) => ShowAsync(http, reader, glances, model => CityPage.Whole(model, time))).Needs(Policies.View);
        routes.MapGet("/live", (HttpContext http, PageReader reader, PageTime time, HouseholdGlances glances) => ShowAsync(http, reader, glances, model => CityPage.Live(model, time))).Needs(Policies.View);
        routes.MapGet("/alerts/{id}", AlertAsync).Needs(Policies.Known);
        routes.MapThingPage();
        routes.MapMapPage();
        routes.MapFloodPage();
        routes.MapPublicPages();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, PageReader reader, HouseholdGlances glances, Func<PageModel, Markup> render)
    {
        // A filter that makes no sense shows everything: it was typed into an address by hand.
        _ = CityEndpoints.TryReadQuery(http.Request.Query, out CityQuery query, out _);
        PageModel model = await reader.ReadAsync(query with { Sight = Caller.SightOf(http).Limit }, _patience, http.RequestAborted);
        glances.Record(http, GlancedPage.City, [.. model.City?.Things.Select(thing => thing.Key) ?? [], .. model.Alerts?.Select(alert => alert.Thing) ?? []]);
        return Html(render(model));
    }

    private static async Task<IResult> AlertAsync(
        string id, HttpContext http, ICity city, IAudit audit, HouseholdGlances glances, AccessSettings access, NodeFacts facts, PageTime time, TimeProvider clock, ILogger<PageReader> log, CancellationToken cancellation)
    {
        try
        {
            if (await AlertEndpoints.FindAsync(id, http, city, cancellation).WaitAsync(_patience, cancellation) is not { } detail)
            {
                return Html(AlertPage.Missing("There is no such alert."), StatusCodes.Status404NotFound);
            }

            if (IsLive(http))
            {
                glances.Record(http, GlancedPage.Alert, [detail.Alert.Thing]);
            }
            else
            {
                audit.RecordHouseholds(http, [detail.Alert.Thing], "why");
            }

            WhyAnswer why = await WhyEndpoints.AnswerAsync(detail, city, clock.GetUtcNow(), cancellation).WaitAsync(_patience, cancellation);
            bool commands = Caller.SightOf(http).Commands(detail.Alert.Thing, detail.Alert.Municipality);
            bool mayCare = commands && Policies.Allows(Policies.Care, Caller.Of(http), access);
            bool mayAct = commands && Policies.Allows(Policies.Operate, Caller.Of(http), access);
            return Html(IsLive(http) ? AlertPage.Live(why, mayCare, mayAct, facts, time) : AlertPage.Whole(why, mayCare, mayAct, facts, time));
        }
        catch (Exception fault) when (Owners.IsSilence(fault) && !cancellation.IsCancellationRequested)
        {
            log.LogDebug(fault, "An alert's owner did not answer");
            return Html(AlertPage.Missing("The alert's owner does not answer at the moment."), StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Whether a page that is open asks for what has changed.</summary>
    public static bool IsLive(HttpContext http) => http.Request.Query.ContainsKey("live");

    /// <summary>A page.</summary>
    public static ContentHttpResult Html(Markup page, int status = StatusCodes.Status200OK) =>
        TypedResults.Content(page.Html, "text/html; charset=utf-8", statusCode: status);
}
