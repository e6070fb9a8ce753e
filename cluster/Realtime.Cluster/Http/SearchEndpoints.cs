using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Domain;

namespace Realtime.Cluster.Http;

/// <summary>Searching things page by page: <c>GET /api/v1/things?kind=&amp;type=&amp;municipality=&amp;area=&amp;areaBy=&amp;state=&amp;levelMin=&amp;text=&amp;limit=&amp;after=</c>.</summary>
public static class SearchEndpoints
{
    private const int TextLengthMax = 200;

    public static void MapSearch(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/things", (HttpContext http, ICity city, Owners owners, IAudit audit) =>
        TryRead(http.Request.Query, out ThingSearch search, out string fault)
            ? owners.AskAsync(async limit =>
            {
                ThingPage page = await city.FindThingsAsync(search with { Sight = Caller.SightOf(http).Limit }, limit);
                audit.RecordHouseholds(http, page.Things.Select(thing => thing.Key));
                return TypedResults.Ok(page);
            }, http.RequestAborted)
            : Task.FromResult<IResult>(TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Wrong query")))
        .Needs(Policies.Look).Describe("findThings", "Things", "Things that fit, in the order of their keys. A page may be short or empty although next is given: ask again with it.")
        .Query("kind", "sensor, shelter, vehicle, household or channel").Query("type", "river_level, tide_level, rain, people, scalar, or a vehicle's registered type")
        .Query("municipality", "code of the owner").Query("area", "code of an area").Query("areaBy", "its division; default district").Query("state", "the whole status, for example \"level 3\"")
        .Query("levelMin", "0 to 5").Query("text", "part of id or name").Query("limit", "1 to 500, default 100").Query("after", "next of the page before").Produces<ThingPage>();

    /// <summary>Reads the query; false with one sentence when it makes no sense.</summary>
    public static bool TryRead(IQueryCollection from, out ThingSearch search, out string fault)
    {
        search = new ThingSearch();
        ThingKind kind = default;
        AreaDivision by = AreaDivision.District;
        ThingKey after = default;
        int level = 0;
        int take = search.Take;
        string? wrong =
            Value(from, "kind") is { } kindName && !ThingKey.TryParseKind(kindName, out kind) ? "kind is sensor, shelter, vehicle, household or channel"
            : Value(from, "areaBy") is { } division && !Areas.TryParse(division, out by) ? "areaBy is one of " + string.Join(", ", Enum.GetValues<AreaDivision>().Select(Areas.Name))
            : Value(from, "after") is { } last && !ThingKey.TryParse(last, out after) ? "after is a key as it stood in next"
            : !TryWhole(from, "levelMin", 0, 5, ref level) ? "levelMin is a whole number from 0 to 5"
            : !TryWhole(from, "limit", 1, Limits.ThingsPerPageMax, ref take) ? string.Create(CultureInfo.InvariantCulture, $"limit is a whole number from 1 to {Limits.ThingsPerPageMax}")
            : from.Any(field => field.Value.ToString().Length > TextLengthMax + Limits.ThingIdLengthMax) ? "nothing may be so long"
            : null;
        fault = wrong is null ? "" : wrong + ".";
        search = new ThingSearch
        {
            Kind = Value(from, "kind") is null ? null : kind,
            Type = Value(from, "type"),
            Municipality = Value(from, "municipality"),
            By = by,
            Area = Value(from, "area"),
            State = Value(from, "state"),
            LevelMin = level,
            Text = Value(from, "text"),
            Take = take,
            After = Value(from, "after") is null ? null : after,
        };
        return wrong is null;
    }

    private static bool TryWhole(IQueryCollection from, string name, int min, int max, ref int number) =>
        Value(from, name) is not { } text || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max);

    private static string? Value(IQueryCollection from, string name) => from[name].ToString() is { Length: > 0 } text ? text : null;
}
