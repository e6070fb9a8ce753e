using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
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
                ? owners.AskAsync(async limit => TypedResults.Ok(await city.GetAreasAsync(division, limit)), http.RequestAborted)
                : Task.FromResult<IResult>(Wrong()));

        routes.MapGet("/api/v1/areas/{by}/{**code}", (string by, string? code, HttpContext http, ICity city, Owners owners) =>
            Areas.TryParse(by, out AreaDivision division)
                ? owners.AskAsync(async limit => await city.GetAreaAsync(division, code ?? "", ThingsMax, limit) is { } area ? TypedResults.Ok(area) : Unknown(), http.RequestAborted)
                : Task.FromResult<IResult>(Wrong()));
    }

    private static ProblemHttpResult Wrong() => TypedResults.Problem(
        "by must be one of " + string.Join(", ", Enum.GetValues<AreaDivision>().Select(Areas.Name)) + ".", statusCode: StatusCodes.Status400BadRequest, title: "Wrong query");

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("Nothing that the city knows lies there.", statusCode: StatusCodes.Status404NotFound, title: "Unknown area");
}
