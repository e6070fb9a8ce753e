using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Http;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>One thing in detail: <c>/things/{kind}/{id}?hours=24</c>; with <c>live</c> only the part that renews itself.</summary>
public static class ThingEndpoints
{
    private const int HoursDefault = 24;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);

    /// <summary>Windows that are offered, in hours.</summary>
    public static readonly IReadOnlyList<int> Windows = [6, 24, 72, 168];

    public static void MapThingPage(this IEndpointRouteBuilder routes) => routes.MapGet("/things/{kind}/{**id}", ShowAsync).Needs(Policies.View);

    private static async Task<IResult> ShowAsync(
        string kind, string id, HttpContext http, ThingReader reader, IAudit audit, HouseholdGlances glances, AccessSettings access, PageTime time, TimeProvider clock)
    {
        if (!ThingKey.TryParseKind(kind, out ThingKind parsed) || id.Length > Limits.ThingIdLengthMax)
        {
            return Missing();
        }

        ThingKey key = new(parsed, id);
        using CancellationTokenSource limit = new(_patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, http.RequestAborted);
        try
        {
            bool mayAct = Policies.Allows(Policies.Operate, Caller.Of(http), access);
            if (await reader.ReadAsync(key, HoursOf(http.Request), Caller.SightOf(http), mayAct, http.Request.Query["kept"], either.Token).WaitAsync(either.Token) is not { } model)
            {
                return Missing();
            }

            if (PageEndpoints.IsLive(http))
            {
                glances.Record(http, GlancedPage.Thing, [key]);
                return PageEndpoints.Html(ThingPage.Live(model, time));
            }

            audit.RecordHouseholds(http, [key], "page of the household");
            return PageEndpoints.Html(ThingPage.Whole(model, time));
        }
        catch (Exception fault) when (Owners.IsSilence(fault) && !http.RequestAborted.IsCancellationRequested)
        {
            return PageEndpoints.Html(ThingPage.Missing("The thing's owner does not answer at the moment. Try again."), StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static ContentHttpResult Missing() => PageEndpoints.Html(ThingPage.Missing("Nobody ever heard of such a thing."), StatusCodes.Status404NotFound);

    private static int HoursOf(HttpRequest request) =>
        int.TryParse(request.Query["hours"], NumberStyles.None, CultureInfo.InvariantCulture, out int hours) && Windows.Contains(hours) ? hours : HoursDefault;
}
