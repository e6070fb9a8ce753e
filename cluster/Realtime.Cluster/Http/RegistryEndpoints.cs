using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Registry;
using Realtime.Cluster.Settings;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Cluster.Http;

/// <summary>
/// The registry: <c>GET</c>, <c>PUT</c> (a whole record) and <c>PATCH</c> (JSON merge patch: thresholds, contacts, limits) of
/// <c>/api/v1/registry/{kind}/{id}</c>, and a household's absences. What is written goes to Kafka like every other registration. 200: the thing works by
/// it. 202: it is safe and will; it is in force when the ETag of GET is the one of the answer.
/// </summary>
public static class RegistryEndpoints
{
    private const string Pattern = "/api/v1/registry/{kind}/{id}";

    public static void MapRegistry(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Pattern, (string kind, string id, HttpContext http, ICity city, Owners owners, IAudit audit) => owners.AskAsync(async limit =>
        {
            if (await FindAsync(kind, id, http, city, limit) is not { } known)
            {
                return Unknown();
            }

            audit.RecordHouseholds(http, [known.Registration.Key], "registration");
            http.Response.Headers.ETag = Quoted(RegistryPatch.RevisionOf(known.Registration));
            return TypedResults.Json(RegistryPatch.Record(known.Registration));
        }, http.RequestAborted)).Needs(Policies.Administer)
            .Describe("getRegistration", "Registry", "What the registry says of a thing, with its revision as ETag.").Produces<JsonObject>();

        routes.MapPut(Pattern, (string kind, string id, HttpContext http, ICity city, Owners owners, RegistryDesk desk, HttpSettings settings) =>
            WriteAsync(kind, id, http, city, owners, desk, settings, (key, _, body) => RegistryPatch.Read(key, body))).Needs(Policies.Administer)
            .Describe("putRegistration", "Registry", "Registers a thing: a whole record as in docs/records.md, without kind and id.").Body("application/json").Produces<RegistryAnswer>().Produces<RegistryAnswer>(StatusCodes.Status202Accepted);

        routes.MapPatch(Pattern, (string kind, string id, HttpContext http, ICity city, Owners owners, RegistryDesk desk, HttpSettings settings) =>
            WriteAsync(kind, id, http, city, owners, desk, settings, (_, known, body) => known is null ? (null, "") : RegistryPatch.Apply(known.Registration, body))).Needs(Policies.Administer)
            .Describe("patchRegistration", "Registry", "Changes fields of a registration (RFC 7396): thresholds, contacts, limits.").Body("application/merge-patch+json").Produces<RegistryAnswer>().Produces<RegistryAnswer>(StatusCodes.Status202Accepted);

        routes.MapPost("/api/v1/registry/household/{id}/absences", (string id, HttpContext http, ICity city, Owners owners, RegistryDesk desk, HttpSettings settings, TimeProvider clock) =>
            WriteAsync("household", id, http, city, owners, desk, settings, (_, known, body) => known is null ? (null, "") : Absent(known.Registration, body, http, clock.GetUtcNow()))).Needs(Policies.Care)
            .Describe("declareAbsence", "Registry", "Declares an absence of a household: {\"from\", \"until\"}; until is required.").Body("application/json").Produces<RegistryAnswer>().Produces<RegistryAnswer>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> WriteAsync(
        string kind, string id, HttpContext http, ICity city, Owners owners, RegistryDesk desk, HttpSettings settings,
        Func<ThingKey, RegistrationView?, JsonObject, (Registration? Registration, string Fault)> change)
    {
        if (!SameOrigin.Allows(http.Request, settings.PublicUrl))
        {
            return TypedResults.Problem("Another site may not change the registry.", statusCode: StatusCodes.Status403Forbidden, title: "Foreign origin");
        }

        if (await ReadAsync(http) is not { } body)
        {
            return Wrong($"The body must be a JSON object of at most {Acknowledgement.BodyBytesMax} bytes.");
        }

        return await owners.AskAsync(async limit =>
        {
            if (!TryKey(kind, id, out ThingKey key))
            {
                return Unknown();
            }

            RegistrationView? known = await city.GetRegistrationAsync(key, limit);
            string owner = known?.Municipality ?? (await city.GetThingAsync(key, limit))?.Municipality ?? "";
            if ((known is not null || owner.Length > 0) && !Caller.SightOf(http).Commands(key, owner))
            {
                return Unknown();
            }

            (Registration? next, string fault) = change(key, known, body);
            return next is null ? fault.Length == 0 ? Unknown() : Wrong(fault) : await SendAsync(http, known, next, desk, limit);
        }, http.RequestAborted);
    }

    private static async Task<IResult> SendAsync(HttpContext http, RegistrationView? known, Registration next, RegistryDesk desk, CancellationToken limit)
    {
        string wanted = http.Request.Headers.IfMatch.ToString();
        if (wanted.Length > 0 && wanted != Quoted(known is null ? "" : RegistryPatch.RevisionOf(known.Registration)))
        {
            return TypedResults.Problem("The registration is another one by now: read it again.", statusCode: StatusCodes.Status412PreconditionFailed, title: "Changed meanwhile");
        }

        if (!Caller.SightOf(http).Commands(next.Key, next.Municipality))
        {
            return TypedResults.Problem("The municipality of the record has to be one of yours.", statusCode: StatusCodes.Status403Forbidden, title: "Not yours");
        }

        RegistryOutcome outcome = await desk.WriteAsync(next, limit);
        if (outcome.Failure is { } failure)
        {
            return TypedResults.Problem(failure, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not stored");
        }

        http.Response.Headers.ETag = Quoted(outcome.Revision);
        RegistryAnswer answer = new(outcome.Revision, outcome.InForce);
        return outcome.InForce ? TypedResults.Ok(answer) : TypedResults.Accepted($"/api/v1/registry/{next.Key}", answer);
    }

    private static (Registration? Registration, string Fault) Absent(Registration known, JsonObject body, HttpContext http, DateTimeOffset now)
    {
        JsonArray absences = RegistryPatch.Record(known)["household"]?["absences"]?.AsArray() ?? [];
        JsonObject absence = new()
        {
            ["from"] = body["from"]?.DeepClone() ?? now.ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["until"] = body["until"]?.DeepClone(),
            ["by"] = Caller.Of(http).Name,
        };
        return RegistryPatch.Apply(known, new JsonObject { ["household"] = new JsonObject { ["absences"] = new JsonArray([.. absences.Select(one => one?.DeepClone()), absence]) } });
    }

    private static async Task<RegistrationView?> FindAsync(string kind, string id, HttpContext http, ICity city, CancellationToken limit) =>
        TryKey(kind, id, out ThingKey key) && await city.GetRegistrationAsync(key, limit) is { } known && Caller.SightOf(http).Commands(key, known.Municipality) ? known : null;

    private static bool TryKey(string kind, string id, out ThingKey key)
    {
        bool known = ThingKey.TryParseKind(kind, out ThingKind parsed) && parsed != ThingKind.Channel && id.Length is > 0 and <= Limits.ThingIdLengthMax;
        key = known ? new ThingKey(parsed, id) : default;
        return known;
    }

    private static async Task<JsonObject?> ReadAsync(HttpContext http)
    {
        try
        {
            return http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject : null;
        }
        catch (Exception fault) when (fault is JsonException or IOException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }

    private static string Quoted(string revision) => $"\"{revision}\"";

    private static ProblemHttpResult Wrong(string fault) => TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Wrong registration");

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("The registry has no such thing of yours.", statusCode: StatusCodes.Status404NotFound, title: "Unknown thing");
}

/// <summary>What became of a change.</summary>
/// <param name="Revision">Names the content; the ETag of GET once it is in force.</param>
/// <param name="InForce">Whether the thing works by it already.</param>
public sealed record RegistryAnswer(string Revision, bool InForce);
