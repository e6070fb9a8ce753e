using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Domain;

namespace Realtime.Cluster.Http;

/// <summary>
/// What is happening where: <c>GET /api/v1/areas?by=district</c> and <c>GET /api/v1/areas/{by}/{code}</c>, with <c>by</c> one of municipality,
/// district, mesh1, mesh2, mesh3, mesh-half (JIS X 0410).
/// </summary>
public static class AreaEndpoints
{
    private const int ThingsMax = 1_000;

    public static void MapAreas(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/areas", (HttpContext http, ICity city, Owners owners) =>
            Areas.TryParse(http.Request.Query["by"].ToString() is { Length: > 0 } by ? by : "district", out AreaDivision division)
                ? owners.AskAsync(async limit => TypedResults.Ok(await city.GetAreasAsync(division, Caller.SightOf(http).Limit, limit)), http.RequestAborted)
                : Task.FromResult<IResult>(Wrong())).Needs(Policies.View).Describe("listAreas", "Areas", "What is happening in the areas of a division, worst first.").Query("by", "municipality, district, mesh1, mesh2, mesh3 or mesh-half").Produces<AreasView>();

        routes.MapGet("/api/v1/areas/{by}/{**code}", (string by, string? code, HttpContext http, ICity city, Owners owners, IAudit audit) =>
            Areas.TryParse(by, out AreaDivision division)
                ? owners.AskAsync(limit => OneAsync(division, code ?? "", http, city, audit, limit), http.RequestAborted)
                : Task.FromResult<IResult>(Wrong())).Needs(Policies.View).Describe("getArea", "Areas", "One area with its things and alerts.").Produces<AreaDetail>();
    }

    private static async Task<IResult> OneAsync(AreaDivision by, string code, HttpContext http, ICity city, IAudit audit, CancellationToken limit)
    {
        if (await city.GetAreaAsync(by, code, ThingsMax, Caller.SightOf(http).Limit, limit) is not { } area)
        {
            return Unknown();
        }

        audit.RecordHouseholds(http, area.Things.Select(thing => thing.Key).Concat(area.Alerts.Select(alert => alert.Thing)));
        return TypedResults.Ok(area);
    }

    private static ProblemHttpResult Wrong() => TypedResults.Problem(
        "by must be one of " + string.Join(", ", Enum.GetValues<AreaDivision>().Select(Areas.Name)) + ".", statusCode: StatusCodes.Status400BadRequest, title: "Wrong query");

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("Nothing that the city knows lies there.", statusCode: StatusCodes.Status404NotFound, title: "Unknown area");
}
