using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Http;

/// <summary>Reading and acknowledging alerts.</summary>
public static class AlertEndpoints
{
    /// <summary>Most alerts in one answer; the worst come first.</summary>
    public const int TakeMax = 5_000;

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/alerts", (HttpContext http, ICity city, Owners owners, IAudit audit) => http.Request.Query["closed"].ToString() switch
        {
            "" or "false" => ListAsync(false, http, city, owners, audit),
            "true" => ListAsync(true, http, city, owners, audit),
            _ => Task.FromResult<IResult>(TypedResults.Problem("closed must be true or false.", statusCode: StatusCodes.Status400BadRequest, title: "Wrong query")),
        }).Needs(Policies.Known).Describe("listAlerts", "Alerts", "Alerts, worst first.").Query("closed", "true: also those that are over").Produces<AlertView[]>();

        routes.MapGet("/api/v1/alerts/{id}", (string id, HttpContext http, ICity city, Owners owners, IAudit audit) => owners.AskAsync(async limit =>
        {
            if (await FindAsync(id, http, city, limit) is not { } alert)
            {
                return Unknown();
            }

            audit.RecordHouseholds(http, [alert.Alert.Thing]);
            return TypedResults.Ok(alert);
        }, http.RequestAborted)).Needs(Policies.Known).Describe("getAlert", "Alerts", "One alert with its history.").Produces<AlertDetail>();

        Act(routes.MapPost("/api/v1/alerts/{id}/ack", AcknowledgeAsync).Needs(Policies.Care), "acknowledgeAlert", "Somebody takes care of it.");
        Act(routes.MapPost("/api/v1/alerts/{id}/comment", (string id, HttpContext http, ICity city, Owners owners, HttpSettings settings) =>
            NoteAsync(id, false, http, city, owners, settings)).Needs(Policies.Operate), "commentAlert", "Somebody says something about it; also when it is over.");
        Act(routes.MapPost("/api/v1/alerts/{id}/suppress", (string id, HttpContext http, ICity city, Owners owners, HttpSettings settings) =>
            NoteAsync(id, true, http, city, owners, settings)).Needs(Policies.Operate), "suppressAlert", "Nobody is told any more of this episode until its level rises.");
        routes.MapPost("/alerts/{id}/ack", AcknowledgeAsync).Needs(Policies.Care);
        Act(routes.MapPost("/api/v1/alerts/{id}/close", CloseAsync).Needs(Policies.Operate), "closeAlert", "Ends an alert that no reading can end.");
        routes.MapPost("/alerts/{id}/close", CloseAsync).Needs(Policies.Operate);
        routes.MapPost("/alerts/{id}/comment", (string id, HttpContext http, ICity city, Owners owners, HttpSettings settings) => NoteAsync(id, false, http, city, owners, settings)).Needs(Policies.Operate);
    }

    private static void Act(RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.Describe(name, "Alerts", summary + " Body: {\"by\", \"comment\"}, both optional.").Body("application/json").Produces<AcknowledgeAnswer>();

    private static Task<IResult> NoteAsync(string id, bool suppress, HttpContext http, ICity city, Owners owners, HttpSettings settings) =>
        ActAsync(id, http, city, owners, settings, (request, limit) => city.NoteAsync(id, request.By, request.Comment, suppress, limit));

    /// <summary>The alert, when there is one and the caller sees it; to everybody else it does not exist.</summary>
    public static async Task<AlertDetail?> FindAsync(string id, HttpContext http, ICity city, CancellationToken limit) =>
        IsId(id) && await city.GetAlertAsync(id, limit) is { } alert && Caller.SightOf(http).Covers(alert.Alert) ? alert : null;

    private static Task<IResult> ListAsync(bool closed, HttpContext http, ICity city, Owners owners, IAudit audit) => owners.AskAsync(
        async limit =>
        {
            AlertView[] alerts = [.. (await city.GetAlertsAsync(closed, Caller.SightOf(http).Limit, limit)).Where(Caller.SightOf(http).Covers).Take(TakeMax)];
            audit.RecordHouseholds(http, alerts.Select(alert => alert.Thing));
            return TypedResults.Ok(alerts);
        }, http.RequestAborted);

    private static Task<IResult> AcknowledgeAsync(string id, HttpContext http, ICity city, Owners owners, HttpSettings settings) =>
        ActAsync(id, http, city, owners, settings, (request, limit) => city.AcknowledgeAsync(id, request.By, request.Comment, limit));

    private static Task<IResult> CloseAsync(string id, HttpContext http, ICity city, Owners owners, HttpSettings settings) =>
        ActAsync(id, http, city, owners, settings, (request, limit) => city.CloseAsync(id, request.By, request.Comment, limit));

    private static async Task<IResult> ActAsync(
        string id, HttpContext http, ICity city, Owners owners, HttpSettings settings, Func<Acknowledgement, CancellationToken, Task<AcknowledgeResult>> act)
    {
        if (!SameOrigin.Allows(http.Request, settings.PublicUrl))
        {
            return TypedResults.Problem("Another site may not acknowledge alerts.", statusCode: StatusCodes.Status403Forbidden, title: "Foreign origin");
        }

        (Acknowledgement? request, string fault) = await Acknowledgement.ReadAsync(http.Request, http.RequestAborted);
        if (request is null)
        {
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest, title: "Wrong acknowledgement");
        }

        Acknowledgement signed = request with { By = Caller.Of(http).NameBeside(request.By) };
        return await owners.AskAsync(
            async limit => await RefusalAsync(id, http, city, limit) ?? Answer(id, await act(signed, limit), http.Request), http.RequestAborted);
    }

    /// <summary>Why the caller may not act on the alert; null = they may. Only those are asked for whom not everything is theirs.</summary>
    private static async Task<IResult?> RefusalAsync(string id, HttpContext http, ICity city, CancellationToken limit)
    {
        Sight sight = Caller.SightOf(http);
        if (!IsId(id))
        {
            return Unknown();
        }

        return sight.IsWhole ? null
            : await FindAsync(id, http, city, limit) is not { } alert ? Unknown()
            : sight.Commands(alert.Alert.Thing, alert.Alert.Municipality) ? null
            : TypedResults.Problem("What another municipality shares can be looked at only.", statusCode: StatusCodes.Status403Forbidden, title: "Not yours");
    }

    private static IResult Answer(string id, AcknowledgeResult result, HttpRequest request) => result switch
    {
        AcknowledgeResult.Unknown => Unknown(),
        AcknowledgeResult.NotAnswered => Owners.Silent(),
        AcknowledgeResult.Observed => TypedResults.Problem(
            "The thing is being observed: its readings end this alert.", statusCode: StatusCodes.Status409Conflict, title: "Observed"),
        // 303: the browser goes back to the page with GET, so that a reload does not send the form again.
        _ when request.HasFormContentType => new SeeOther(request.Query["back"] == "alert" ? $"/alerts/{id}" : "/"),
        _ => TypedResults.Ok(new AcknowledgeAnswer(id, result)),
    };

    private static ProblemHttpResult Unknown() =>
        TypedResults.Problem("There is no such alert.", statusCode: StatusCodes.Status404NotFound, title: "Unknown alert");

    private static bool IsId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}

/// <summary>What became of an acknowledgement.</summary>
public sealed record AcknowledgeAnswer(string AlertId, AcknowledgeResult Result);
