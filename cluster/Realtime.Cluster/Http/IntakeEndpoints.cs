using Microsoft.AspNetCore.Http.Features;
using Realtime.Cluster.Access;
using Realtime.Cluster.Settings;
using Realtime.Domain;
using Realtime.Intake;

namespace Realtime.Cluster.Http;

/// <summary>
/// Documents of foreign formats by HTTP, for senders that push (subscriptions of an NGSI broker, the HTTP integration of ChirpStack).
/// 202 means that the document is in the log; what becomes of its items stands in the input topics or in the dead letters.
/// </summary>
public static class IntakeEndpoints
{
    /// <summary>Maps nothing when nobody may send: an open door into the telemetry must be a decision.</summary>
    public static void MapIntake(this IEndpointRouteBuilder routes, IntakeSettings settings, AccessSettings access)
    {
        if (settings.Token.Length > 0 || access.Keys.Any(key => key.Caller.Role == Role.Sender))
        {
            routes.MapPost("/api/v1/intake/{format}", StoreAsync).Needs(Policies.Send).Describe("storeDocument", "Exchange formats", "Stores a document of a foreign format (docs/intake.md).").Query("key", "documents of one key keep their order").Body("application/octet-stream").Produces(StatusCodes.Status202Accepted);
        }
    }

    private static async Task<IResult> StoreAsync(string format, HttpContext http, IIntakeInbox inbox)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Limits.DocumentBytesMax;
        }

        using var body = new MemoryStream();
        try
        {
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        }
        catch (BadHttpRequestException fault)
        {
            return TypedResults.Problem($"A document has at most {Limits.DocumentBytesMax} bytes.", statusCode: fault.StatusCode, title: "Not taken");
        }

        string? key = http.Request.Query["key"] is [{ Length: > 0 and <= Limits.ThingIdLengthMax } given] ? given : null;
        return await inbox.StoreAsync(format, key, body.ToArray(), http.RequestAborted) is { } failure
            ? TypedResults.Problem(failure, statusCode: StatusCodes.Status503ServiceUnavailable, title: "Not stored")
            : TypedResults.Accepted((string?)null);
    }
}
