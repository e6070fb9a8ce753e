using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Actors.City;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Http;

/// <summary>Reading and acknowledging alerts.</summary>
public static class AlertEndpoints
{
    /// <summary>Most alerts in one answer; the worst come first.</summary>
    public const int TakeMax = 5_000;

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/alerts", (HttpContext http, ICity city, Owners owners) => http.Request.Query["closed"].ToString() switch
        {
            "" or "false" => ListAsync(false, http, city, owners),
            "true" => ListAsync(true, http, city, owners),
            _ => Task.FromResult<IResult>(TypedResults.Problem("closed must be true or false.", statusCode: StatusCodes.Status400BadRequest, title: "Wrong query")),
        });

        routes.MapGet("/api/v1/alerts/{id}", (string id, HttpContext http, ICity city, Owners owners) => IsId(id)
            ? owners.AskAsync(async limit => await city.GetAlertAsync(id, limit) is { } alert ? TypedResults.Ok(alert) : Unknown(), http.RequestAborted)
            : Task.FromResult<IResult>(Unknown()));

        routes.MapPost("/api/v1/alerts/{id}/ack", AcknowledgeAsync);
        routes.MapPost("/alerts/{id}/ack", AcknowledgeAsync);
        routes.MapPost("/api/v1/alerts/{id}/close", CloseAsync);
        routes.MapPost("/alerts/{id}/close", CloseAsync);
    }

    private static Task<IResult> ListAsync(bool closed, HttpContext http, ICity city, Owners owners) => owners.AskAsync(
        async limit => TypedResults.Ok((await city.GetAlertsAsync(closed, limit)).Take(TakeMax).ToArray()), http.RequestAborted);

    private static Task<IResult> AcknowledgeAsync(string id, HttpContext http, ICity city, Owners owners, HttpSettings settings) =>
        ActAsync(id, http, owners, settings, (request, limit) => city.AcknowledgeAsync(id, request.By, request.Comment, limit));

    private static Task<IResult> CloseAsync(string id, HttpContext http, ICity city, Owners owners, HttpSettings settings) =>
        ActAsync(id, http, owners, settings, (request, limit) => city.CloseAsync(id, request.By, request.Comment, limit));

    private static async Task<IResult> ActAsync(
        string id, HttpContext http, Owners owners, HttpSettings settings, Func<Acknowledgement, CancellationToken, Task<AcknowledgeResult>> act)
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

        if (!IsId(id))
        {
            return Unknown();
        }

        return await owners.AskAsync(
            async limit => Answer(id, await act(request, limit), http.Request.HasFormContentType), http.RequestAborted);
    }

    private static IResult Answer(string id, AcknowledgeResult result, bool fromPage) => result switch
    {
        AcknowledgeResult.Unknown => Unknown(),
        AcknowledgeResult.NotAnswered => Owners.Silent(),
        AcknowledgeResult.Observed => TypedResults.Problem(
            "The thing is being observed: its readings end this alert.", statusCode: StatusCodes.Status409Conflict, title: "Observed"),
        // 303: the browser goes back to the page with GET, so that a reload does not send the form again.
        _ when fromPage => new SeeOther("/"),
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
