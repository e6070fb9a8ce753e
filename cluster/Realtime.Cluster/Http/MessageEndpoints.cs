using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Settings;
using Realtime.Domain;

namespace Realtime.Cluster.Http;

/// <summary>Messages to devices: <c>POST /api/v1/messages</c>, <c>GET /api/v1/messages</c>, <c>GET /api/v1/messages/{id}</c>.</summary>
public static class MessageEndpoints
{
    private const int ThingsMax = 5_000;

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/messages", (HttpContext http, ICity city, Owners owners, IAudit audit) => owners.AskAsync(async limit =>
        {
            MessageView[] messages = [.. (await city.GetMessagesAsync(limit)).Where(message => IsTheirs(http, message.Message.Scope))];
            audit.RecordHouseholds(http, Named(messages));
            return TypedResults.Ok(messages);
        }, http.RequestAborted)).Needs(Policies.Operate).Describe("listMessages", "Messages", "Messages to devices, newest first.").Produces<MessageView[]>();

        routes.MapGet("/api/v1/messages/{id}", (string id, HttpContext http, ICity city, Owners owners, IAudit audit) => owners.AskAsync(async limit =>
        {
            if (await city.GetMessageAsync(id, ThingsMax, limit) is not { } message || !IsTheirs(http, message.Summary.Message.Scope))
            {
                return Unknown();
            }

            audit.RecordHouseholds(http, [.. message.Things.Select(thing => thing.Thing), .. Named([message.Summary])]);
            return TypedResults.Ok(message);
        }, http.RequestAborted)).Needs(Policies.Operate).Describe("getMessage", "Messages", "One message with what the devices said.").Produces<MessageDetail>();

        routes.MapPost("/api/v1/messages", SendAsync).Needs(Policies.Operate).Describe("sendMessage", "Messages", "Sends a text to devices; the header Idempotency-Key is required.").Body("application/json").Produces<SendResult>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> SendAsync(HttpContext http, ICity city, Owners owners, HttpSettings settings)
    {
        if (!SameOrigin.Allows(http.Request, settings.PublicUrl))
        {
            return TypedResults.Problem("Another site may not send messages.", statusCode: StatusCodes.Status403Forbidden, title: "Foreign origin");
        }

        (CityMessage? message, string fault) = await MessageRequest.ReadAsync(http.Request, http.RequestAborted);
        if (message is null)
        {
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Wrong message");
        }

        CityMessage own = message with { By = Caller.Of(http).NameBeside(message.By), Scope = Narrowed(http, message.Scope) };
        return IsTheirs(http, own.Scope)
            ? await owners.AskAsync(async limit => Answer(await city.SendMessageAsync(own, limit)), http.RequestAborted)
            : TypedResults.Problem("Name one of your municipalities: a message goes to your own things only.", statusCode: StatusCodes.Status403Forbidden, title: "Not yours");
    }

    /// <summary>A caller of one municipality means that one.</summary>
    private static MessageScope Narrowed(HttpContext http, MessageScope scope) =>
        scope.Municipality is null && Caller.Of(http).Municipalities is [var only] ? scope with { Municipality = only } : scope;

    /// <summary>Things that a message was for alone: the list names them.</summary>
    private static IEnumerable<ThingKey> Named(IEnumerable<MessageView> messages) => messages.Select(message => message.Message.Scope.Thing).OfType<ThingKey>();

    private static bool IsTheirs(HttpContext http, MessageScope scope) => Caller.SightOf(http).Owns(scope.Municipality ?? "");

    private static IResult Answer(SendResult result) => result.Outcome switch
    {
        SendOutcome.Taken => TypedResults.Accepted($"/api/v1/messages/{result.Id}", result),
        SendOutcome.Conflict => TypedResults.Problem("This Idempotency-Key belongs to another message.", statusCode: StatusCodes.Status409Conflict, title: "Key used before"),
        _ => TypedResults.Problem(
            "A part of the city did not store the message in time. Send the same command with the same Idempotency-Key again.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "No answer"),
    };

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("There is no such message.", statusCode: StatusCodes.Status404NotFound, title: "Unknown message");
}
