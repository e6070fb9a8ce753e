using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Ngsi;

/// <summary>
/// Reading things as NGSI-LD entities: <c>GET /ngsi-ld/v1/entities?type=&amp;id=&amp;q=&amp;limit=&amp;after=&amp;options=keyValues</c> and <c>GET /ngsi-ld/v1/entities/{id}</c>. Read only;
/// <c>type</c> or <c>id</c> is required; the next page stands in the Link header, because a count of everything would go through everything.
/// </summary>
public static class NgsiEndpoints
{
    private const string LinkedData = "application/ld+json";
    private const int LimitMax = 100;

    public static void MapNgsi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ngsi-ld/v1/entities", ListAsync).Needs(Policies.Look)
            .Describe("queryEntities", "NGSI-LD", "Entities of one Smart Data Models type.").Query("type", string.Join(", ", NgsiModels.Types.Select(type => type.Type))).Query("id", "ids, separated by commas; at most 20")
            .Query("q", "conditions such as alertLevel>=3;municipality==\"37201\"; only ; (and) and simple comparisons").Query("limit", "1 to 100, default 20").Query("after", "from the Link header").Query("options", "keyValues")
            .Produces<JsonArray>();
        routes.MapGet("/ngsi-ld/v1/entities/{entityId}", (string entityId, HttpContext http, ICity city, Owners owners, IAudit audit) => owners.AskAsync(async limit =>
        {
            if (!NgsiText.TryParseId(entityId, out ThingKey key) || await FindAsync(key, http, city, limit) is not { } thing || NgsiText.Entity(thing, IsPlain(http), IsLinked(http)) is not { } entity)
            {
                return TypedResults.Problem("There is no such entity.", statusCode: StatusCodes.Status404NotFound, title: "Unknown entity", type: "https://uri.etsi.org/ngsi-ld/errors/ResourceNotFound");
            }

            audit.RecordHouseholds(http, [key]);
            return Answer(http, entity);
        }, http.RequestAborted)).Needs(Policies.Look).Describe("getEntity", "NGSI-LD", "One entity.").Query("options", "keyValues").Produces<JsonObject>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, ICity city, Owners owners, IAudit audit)
    {
        IQueryCollection query = http.Request.Query;
        (NgsiQuery? conditions, string fault) = NgsiQuery.Parse(query["q"].ToString());
        (string Type, ThingKind Kind, string? Sensor) type = NgsiModels.Types.FirstOrDefault(known => known.Type == query["type"].ToString());
        ThingKey after = default;
        int take = 20;
        string[] ids = query["id"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);
        fault = conditions is null ? fault
            : type.Type is null && (ids.Length == 0 || query["type"].Count > 0) ? "type is one of " + string.Join(", ", NgsiModels.Types.Select(known => known.Type)) + "; it may be left out where id is given."
            : ids.Length > 20 ? "id takes at most 20 ids."
            : query["limit"].ToString() is { Length: > 0 } text && (!int.TryParse(text, out take) || take is < 1 or > LimitMax) ? $"limit is a whole number from 1 to {LimitMax}."
            : query["after"].ToString() is { Length: > 0 } last && !ThingKey.TryParse(last, out after) ? "after is what stood in the Link header."
            : "";
        if (fault.Length > 0 || conditions is null)
        {
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Wrong query", type: "https://uri.etsi.org/ngsi-ld/errors/BadRequestData");
        }

        return await owners.AskAsync(async limit =>
        {
            ThingPage page = ids.Length > 0 ? await ByIdAsync(ids, type.Type, http, city, limit) : await city.FindThingsAsync(
                new ThingSearch { Kind = type.Kind, Type = type.Sensor, Take = take, After = query["after"].Count == 0 ? null : after, Sight = Caller.SightOf(http).Limit }, limit);
            ThingView[] things = [.. page.Things.Where(conditions.Covers)];
            audit.RecordHouseholds(http, things.Select(thing => thing.Key));
            if (page.Next is { } next)
            {
                string address = string.Join('&', query.Where(field => field.Key != "after").Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value.ToString())}").Append("after=" + Uri.EscapeDataString(next.ToString())));
                http.Response.Headers.Append("Link", $"</ngsi-ld/v1/entities?{address}>; rel=\"next\"");
            }

            return Answer(http, new JsonArray([.. things.Select(thing => NgsiText.Entity(thing, IsPlain(http), IsLinked(http))).OfType<JsonNode>()]));
        }, http.RequestAborted);
    }

    private static async Task<ThingPage> ByIdAsync(IEnumerable<string> ids, string? type, HttpContext http, ICity city, CancellationToken limit)
    {
        List<ThingView> found = [];
        foreach (string id in ids)
        {
            if (NgsiText.TryParseId(id, out ThingKey key) && await FindAsync(key, http, city, limit) is { } thing && (type is null || NgsiModels.TypeOf(thing) == type))
            {
                found.Add(thing);
            }
        }

        return new ThingPage(found, null);
    }

    private static async Task<ThingView?> FindAsync(ThingKey key, HttpContext http, ICity city, CancellationToken limit) =>
        key.Id.Length <= Limits.ThingIdLengthMax && await city.GetThingAsync(key, limit) is { } thing && Caller.SightOf(http).Covers(thing) ? thing : null;

    private static bool IsPlain(HttpContext http) => http.Request.Query["options"].ToString().Split(',').Contains("keyValues");

    private static bool IsLinked(HttpContext http) => http.Request.Headers.Accept.ToString().Contains(LinkedData, StringComparison.Ordinal);

    /// <summary>In plain JSON the context stands in a header, as the standard wants it.</summary>
    private static JsonHttpResult<JsonNode> Answer(HttpContext http, JsonNode body)
    {
        if (!IsLinked(http))
        {
            http.Response.Headers.Append("Link", $"<{NgsiText.Context[0]}>; rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"{LinkedData}\"");
        }

        return TypedResults.Json(body, contentType: IsLinked(http) ? LinkedData : "application/json");
    }
}
