using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Actors.Families;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Http;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>
/// What the municipality does with households: <c>PUT</c>, <c>GET</c> and <c>DELETE /api/v1/households/{id}</c>, their absences, and the letters
/// that reached nobody. Each act and each look is recorded before it is answered.
/// </summary>
public static class HouseholdEndpoints
{
    public static void MapHouseholds(this IEndpointRouteBuilder routes)
    {
        const string one = "/api/v1/households/{id}";
        routes.MapPut(one, PutAsync).Needs(Policies.Administer).Describe("registerHousehold", "Households", "Registers a household with consent, contacts and steps.").Body("application/json");
        routes.MapGet(one, GetAsync).Needs(Policies.Administer).Describe("getHousehold", "Households", "A household as it is registered, people included; the look is recorded.");
        routes.MapDelete(one, DeleteAsync).Needs(Policies.Administer).Describe("eraseHousehold", "Households", "Takes a household out and forgets the key of its people.");
        routes.MapPost(one + "/absences", DeclareAsync).Needs(Policies.Operate).Describe("declareHouseholdAbsence", "Households", "Declares an absence; until is required.").Body("application/json");
        routes.MapDelete(one + "/absences", TakeBackAsync).Needs(Policies.Operate).Describe("takeBackAbsences", "Households", "Takes absences back.");
        routes.MapGet("/api/v1/undeliverable", LostAsync).Needs(Policies.Administer).Describe("listUndeliverable", "Households", "Letters to families that reached nobody.");
    }

    private static async Task<IResult> PutAsync(string id, HttpContext http, HouseholdRegister register, HouseholdCheck check, IAudit audit)
    {
        (HouseholdRequest? request, string fault) = await ReadAsync<HouseholdRequest>(http);
        (Registration? registration, HouseholdPeople? people, fault) = request is null ? (null, null, fault) : check.Read(id, request);
        if (registration is null || people is null)
        {
            return Wrong(fault);
        }

        if (!IsOwn(http, registration.Municipality) || (await register.OwnerAsync(id, http.RequestAborted) is { } owner && !IsOwn(http, owner)))
        {
            return TypedResults.Problem("The household would belong, or belongs, to a municipality that is not yours.", statusCode: StatusCodes.Status403Forbidden, title: "Not yours");
        }

        audit.Record(http, AuditEntry.Act, $"registered with {people.Contacts.Count} contacts; consent of {people.Consent.At:yyyy-MM-dd}", [registration.Key], registration.Municipality);
        return Answer(await register.PutAsync(registration, people, http.RequestAborted), id);
    }

    /// <summary>Whether the caller may know of it at all; to everybody else it does not exist.</summary>
    private static bool IsOwn(HttpContext http, string municipality) => Caller.Of(http).Municipalities is not { } own || own.Contains(municipality);

    private static bool IsOwn(HttpContext http, Registration household) => IsOwn(http, household.Municipality);

    private static Task<IResult> GetAsync(string id, HttpContext http, HouseholdRegister register, Owners owners, IAudit audit) => owners.AskAsync(
        async limit =>
        {
            if (await register.FindAsync(id, limit) is not { Family: { } family } known || !IsOwn(http, known))
            {
                return Unknown();
            }

            audit.Record(http, AuditEntry.ReadHousehold, "registration", [known.Key], known.Municipality);
            return TypedResults.Json(HouseholdView.Of(known, await register.OpenAsync(id, family.Sealed, limit)), HouseholdRequest.Json);
        },
        http.RequestAborted);

    private static async Task<IResult> DeleteAsync(string id, HttpContext http, HouseholdRegister register, IAudit audit)
    {
        // Also one that the registry has taken out of service: what was sealed can still be read until its key is forgotten.
        if (await register.OwnerAsync(id, http.RequestAborted) is not { } owner || !IsOwn(http, owner))
        {
            return Unknown();
        }

        audit.Record(http, AuditEntry.Act, "erased: the key is forgotten", [new ThingKey(ThingKind.Household, id)], owner);
        return Answer(await register.ForgetAsync(id, http.RequestAborted), id);
    }

    private static async Task<IResult> DeclareAsync(string id, HttpContext http, HouseholdRegister register, TimeProvider clock, IAudit audit)
    {
        (AbsenceRequest? request, string fault) = await ReadAsync<AbsenceRequest>(http);
        if (request?.Until is not { } until || until <= (request.From ?? clock.GetUtcNow()))
        {
            return Wrong(request is null ? fault : "until is required and lies behind from: an absence without an end could silence a household for good.");
        }

        return await AbsentAsync(id, new Absence(request.From ?? clock.GetUtcNow(), until, "operator"), $"absence until {until:O}", http, register, audit);
    }

    private static Task<IResult> TakeBackAsync(string id, HttpContext http, HouseholdRegister register, IAudit audit) =>
        AbsentAsync(id, null, "absences taken back", http, register, audit);

    private static async Task<IResult> AbsentAsync(string id, Absence? absence, string what, HttpContext http, HouseholdRegister register, IAudit audit)
    {
        if (await register.FindAsync(id, http.RequestAborted) is not { } known || !IsOwn(http, known))
        {
            return Unknown();
        }

        audit.Record(http, AuditEntry.Act, what, [known.Key], known.Municipality);
        return Answer(await register.DeclareAsync(id, absence, http.RequestAborted), id);
    }

    /// <summary>Of the caller's own households; those whose registration is gone are nobody's any more.</summary>
    private static Task<IResult> LostAsync(HttpContext http, IFamilyCity city, HouseholdRegister register, Owners owners, IAudit audit) => owners.AskAsync(
        async limit =>
        {
            List<LostLetterView> own = [];
            foreach (IGrouping<ThingKey, LostLetter> household in (await city.GetLostLettersAsync(limit)).GroupBy(lost => lost.Letter.Thing))
            {
                if (await register.FindAsync(household.Key.Id, limit) is { } known && IsOwn(http, known))
                {
                    own.AddRange(household.Select(lost => new LostLetterView(household.Key, FamilyBook.Reader(lost.Letter.Step), lost.Letter.CaseId, lost.Letter.Kind, lost.Reason, lost.At)));
                }
            }

            audit.RecordHouseholds(http, own.Select(lost => lost.Household), "undeliverable letters");
            return TypedResults.Ok(own.OrderByDescending(lost => lost.At));
        },
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
        RegisterOutcome.Erased => TypedResults.Problem(
            "The pseudonym belonged to a household that has left; what was stored about it must not lead to somebody else. Choose another.", statusCode: StatusCodes.Status409Conflict, title: "Pseudonym used"),
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
