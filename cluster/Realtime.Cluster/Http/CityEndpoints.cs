using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Domain;

namespace Realtime.Cluster.Http;

/// <summary>Work that is not yet safe or not yet known outside; 0 = everything taken from the log is.</summary>
public sealed record PendingAnswer(long Pending);

/// <summary>Reading the city: <c>GET /api/v1/city</c>, <c>GET /api/v1/pending</c> and <c>GET /api/v1/things/{kind}/{id}</c>.</summary>
public static class CityEndpoints
{
    /// <summary>Most things in one answer.</summary>
    public const int TakeMax = 5_000;

    private const int TextLengthMax = 200;

    public static void MapCity(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/city", (HttpContext http, ICity city, Owners owners, IAudit audit) =>
            TryReadQuery(http.Request.Query, out CityQuery query, out string fault)
                ? owners.AskAsync(limit => CityAsync(query, http, city, audit, limit), http.RequestAborted)
                : Task.FromResult<IResult>(TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Wrong query"))).Needs(Policies.View)
            .Describe("getCity", "Things", "Counts, channels, and the worst things.").Query("kind", "kind of thing").Query("municipality", "code of the owner").Query("levelMin", "0 to 5").Query("text", "part of id or name").Query("take", "0 to 5000, default 500").Produces<CityView>();

        routes.MapGet("/api/v1/pending", (HttpContext http, ICity city, Owners owners) => owners.AskAsync(
            async limit => await city.GetPendingWorkAsync(limit) is { } count
                ? TypedResults.Ok(new PendingAnswer(count))
                : TypedResults.Problem("A part of the city did not answer.", statusCode: StatusCodes.Status503ServiceUnavailable),
            http.RequestAborted)).Needs(Policies.Platform).Describe("getPending", "Deployment", "Work that is not safe or not known outside yet.").Produces<PendingAnswer>();

        routes.MapGet("/api/v1/things/{kind}/{**id}", (string kind, string id, HttpContext http, ICity city, Owners owners, IAudit audit) =>
            ThingKey.TryParseKind(kind, out ThingKind parsed) && id.Length <= Limits.ThingIdLengthMax
                ? owners.AskAsync(limit => ThingAsync(new ThingKey(parsed, id), http, city, audit, limit), http.RequestAborted)
                : Task.FromResult<IResult>(Unknown())).Needs(Policies.Look).Describe("getThing", "Things", "State of one thing.").Produces<ThingView>();
    }

    private static async Task<IResult> CityAsync(CityQuery query, HttpContext http, ICity city, IAudit audit, CancellationToken limit)
    {
        CityView view = await city.GetCityAsync(query with { Sight = Caller.SightOf(http).Limit }, limit);
        audit.RecordHouseholds(http, view.Things.Select(thing => thing.Key));
        return TypedResults.Ok(view);
    }

    private static async Task<IResult> ThingAsync(ThingKey key, HttpContext http, ICity city, IAudit audit, CancellationToken limit)
    {
        if (await city.GetThingAsync(key, limit) is not { } thing || !Caller.SightOf(http).Covers(thing))
        {
            return Unknown();
        }

        audit.RecordHouseholds(http, [key]);
        return TypedResults.Ok(thing);
    }

    /// <summary>Reads <c>kind</c>, <c>municipality</c>, <c>levelMin</c>, <c>text</c> and <c>take</c>; all optional.</summary>
    public static bool TryReadQuery(IQueryCollection from, out CityQuery query, out string fault)
    {
        query = new CityQuery();
        ThingKind kind = default;
        string? kindText = Value(from, "kind");
        if (kindText is not null && !ThingKey.TryParseKind(kindText, out kind))
        {
            fault = "kind must be one of " + string.Join(", ", Enum.GetValues<ThingKind>().Select(ThingKey.Name)) + ".";
            return false;
        }

        if (!TryReadWhole(from, "levelMin", 0, 5, query.LevelMin, out int level) || !TryReadWhole(from, "take", 0, TakeMax, query.Take, out int take))
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"levelMin must be a whole number from 0 to 5, take one from 0 to {TakeMax}.");
            return false;
        }

        string? text = Value(from, "text");
        string? municipality = Value(from, "municipality");
        if (text?.Length > TextLengthMax || municipality?.Length > TextLengthMax)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"text and municipality may have at most {TextLengthMax} characters.");
            return false;
        }

        query = new CityQuery(kindText is null ? null : kind, municipality, level, text, take);
        fault = "";
        return true;
    }

    private static bool TryReadWhole(IQueryCollection from, string name, int min, int max, int fallback, out int number)
    {
        string? text = Value(from, name);
        number = fallback;
        return text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max);
    }

    private static string? Value(IQueryCollection from, string name) => from[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The same for what is not there and for what the caller does not see.</summary>
    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("Nobody ever heard of such a thing.", statusCode: StatusCodes.Status404NotFound, title: "Unknown thing");
}
