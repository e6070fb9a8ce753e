using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Http;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>
/// What the municipality does with households: <c>PUT</c>, <c>GET</c> and <c>DELETE /api/v1/households/{id}</c>, their absences, and the letters
/// that reached nobody. Each act and each look is recorded before it is answered.
/// </summary>
public static class HouseholdEndpoints
{
    /// <summary>Maps nothing when nobody may register: an open door to families must be a decision.</summary>
    public static void MapHouseholds(this IEndpointRouteBuilder routes, WatchOverSettings settings)
    {
        if (settings.Token.Length == 0 || !settings.Enabled)
        {
            return;
        }

        RouteGroupBuilder group = routes.MapGroup("/api/v1/households");
        group.AddEndpointFilter(async (context, next) => BearerToken.IsShown(context.HttpContext, settings.Token) ? await next(context) : BearerToken.Wanted(context.HttpContext));
        group.MapPut("/{id}", PutAsync);
        group.MapGet("/{id}", GetAsync);
        group.MapDelete("/{id}", DeleteAsync);
        group.MapPost("/{id}/absences", DeclareAsync);
        group.MapDelete("/{id}/absences", TakeBackAsync);
        routes.MapGet("/api/v1/undeliverable", LostAsync).AddEndpointFilter(
            async (context, next) => BearerToken.IsShown(context.HttpContext, settings.Token) ? await next(context) : BearerToken.Wanted(context.HttpContext));
    }

    private static async Task<IResult> PutAsync(string id, HttpContext http, HouseholdRegister register, HouseholdCheck check, IHouseholdAudit audit)
    {
        (HouseholdRequest? request, string fault) = await ReadAsync<HouseholdRequest>(http);
        (Registration? registration, HouseholdPeople? people, fault) = request is null ? (null, null, fault) : check.Read(id, request);
        if (registration is null || people is null)
        {
            return Wrong(fault);
        }

        audit.Record(http, HouseholdAct.Registered, registration.Key, $"{people.Contacts.Count} contacts; consent of {people.Consent.At:yyyy-MM-dd}");
        return Answer(await register.PutAsync(registration, people, http.RequestAborted), id);
    }

    private static Task<IResult> GetAsync(string id, HttpContext http, HouseholdRegister register, Owners owners, IHouseholdAudit audit) => owners.AskAsync(
        async limit =>
        {
            if (await register.FindAsync(id, limit) is not { Family: { } family } known)
            {
                return Unknown();
            }

            audit.Record(http, HouseholdAct.Read, known.Key, "registration");
            HouseholdPeople? people = await register.OpenAsync(id, family.Sealed, limit);
            return TypedResults.Json(HouseholdView.Of(known, people), HouseholdRequest.Json);
        },
        http.RequestAborted);

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, HouseholdRegister register, IHouseholdAudit audit)
    {
        audit.Record(http, HouseholdAct.Erased, new ThingKey(ThingKind.Household, id), "key forgotten");
        return Answer(await register.ForgetAsync(id, http.RequestAborted), id);
    }

    private static async Task<IResult> DeclareAsync(string id, HttpContext http, HouseholdRegister register, TimeProvider clock, IHouseholdAudit audit)
    {
        (AbsenceRequest? request, string fault) = await ReadAsync<AbsenceRequest>(http);
        if (request?.Until is not { } until || until <= (request.From ?? clock.GetUtcNow()))
        {
            return Wrong(fault.Length > 0 ? fault : "until is required and lies behind from: an absence without an end could silence a household for good.");
        }

        audit.Record(http, HouseholdAct.Absence, new ThingKey(ThingKind.Household, id), $"until {until:O}");
        return Answer(await register.DeclareAsync(id, new Absence(request.From ?? clock.GetUtcNow(), until, "operator"), http.RequestAborted), id);
    }

    private static async Task<IResult> TakeBackAsync(string id, HttpContext http, HouseholdRegister register, IHouseholdAudit audit)
    {
        audit.Record(http, HouseholdAct.Absence, new ThingKey(ThingKind.Household, id), "taken back");
        return Answer(await register.DeclareAsync(id, null, http.RequestAborted), id);
    }

    private static Task<IResult> LostAsync(HttpContext http, IFamilyCity city, Owners owners) => owners.AskAsync(
        async limit => TypedResults.Ok((await city.GetLostLettersAsync(limit)).Select(lost => new LostLetterView(
            lost.Letter.Thing, lost.Letter.Step == FamilyLetter.Municipality ? "municipality" : $"contact {lost.Letter.Step + 1}", lost.Letter.CaseId, lost.Letter.Kind, lost.Reason, lost.At))),
        http.RequestAborted);

    private static async Task<(T? Value, string Fault)> ReadAsync<T>(HttpContext http)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
        {
            return (null, "The body must be JSON (Content-Type: application/json).");
        }

        try
        {
            return (await JsonSerializer.DeserializeAsync<T>(http.Request.Body, HouseholdRequest.Json, http.RequestAborted), "The body is empty.");
        }
        catch (JsonException fault)
        {
            return (null, $"The body cannot be read{(fault.Path is { Length: > 1 } path ? $" at {path}" : "")}: it has a field that is not known, or a value of another kind.");
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            return (null, $"The body must have at most {Acknowledgement.BodyBytesMax} bytes and must be complete.");
        }
    }

    private static IResult Answer(RegisterOutcome outcome, string id) => outcome switch
    {
        RegisterOutcome.Done => TypedResults.Ok(new HouseholdAnswer(id, InForce: true)),
        RegisterOutcome.Stored => TypedResults.Accepted((string?)null, new HouseholdAnswer(id, InForce: false)),
        RegisterOutcome.Full => TypedResults.Problem($"A household has at most {Limits.AbsencesMax} absences.", statusCode: StatusCodes.Status409Conflict, title: "Too many absences"),
        RegisterOutcome.Failed => TypedResults.Problem("The registry did not take it. Send it again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not stored"),
        _ => Unknown(),
    };

    private static ProblemHttpResult Wrong(string fault) => TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Wrong registration");

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("There is no such household.", statusCode: StatusCodes.Status404NotFound, title: "Unknown household");
}

/// <summary>An absence as an operator declares it; without a beginning it begins now.</summary>
public sealed record AbsenceRequest(DateTimeOffset? From, DateTimeOffset? Until);

/// <summary>What became of a change; not in force yet = stored, and soon.</summary>
public sealed record HouseholdAnswer(string Id, bool InForce);

/// <summary>A letter that reached nobody.</summary>
public sealed record LostLetterView(ThingKey Household, string Reader, string AlertId, FamilyLetterKind Letter, string Reason, DateTimeOffset At);
