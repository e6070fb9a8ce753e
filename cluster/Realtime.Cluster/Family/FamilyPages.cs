using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Page;
using Realtime.Domain;

namespace Realtime.Cluster.Family;

/// <summary>
/// The page behind the link of a letter: <c>GET /f/{token}</c> shows and changes nothing (mail scanners open every link), <c>POST</c> acts. No
/// login: the token is the permission, for this one case and its household's absence, until it ends. It stands in the address, against the rule
/// that secrets do not; the pages send no referrer, are kept in no cache, and the address is written to no log.
/// </summary>
public static class FamilyPages
{
    /// <summary>Choices of the absence form, days.</summary>
    public static readonly IReadOnlyList<int> DaysAway = [1, 2, 3, 5, 7, 10, 14, 30];

    /// <summary>Local hour at which an absence of the form ends.</summary>
    private static readonly TimeSpan _endsAt = TimeSpan.FromHours(9);

    public static void MapFamilyPages(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/f/{token}", [HttpMethods.Get, HttpMethods.Head], ShowAsync).Needs(Policies.Anyone);
        routes.MapPost("/f/{token}/check", (string token, HttpContext http, FamilyReader reader, IAudit audit) =>
            ActAsync(token, http, reader, (link, stop) => TakeCareAsync(token, http, reader, audit, link, stop))).Needs(Policies.Anyone);
        routes.MapPost("/f/{token}/away", AwayAsync).Needs(Policies.Anyone);
    }

    private static async Task<IResult> ShowAsync(string token, HttpContext http, FamilyReader reader, IAudit audit)
    {
        FamilyLink link = await reader.ReadAsync(token, http.RequestAborted);
        if (link.Case is { } known)
        {
            audit.Record(http, AuditEntry.ReadHousehold, $"by the link of contact {link.Step + 1}", [known.Thing]);
        }

        return Page(link, link.State switch { FamilyLinkState.Open => 200, FamilyLinkState.Silent => 503, _ => 404 }, http);
    }

    private static async Task<IResult> AwayAsync(string token, HttpContext http, FamilyReader reader, HouseholdRegister register, TimeProvider clock, IAudit audit)
    {
        string text = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(http.RequestAborted))["days"].ToString() : "";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int days) || !DaysAway.Contains(days))
        {
            return TypedResults.BadRequest();
        }

        return await ActAsync(token, http, reader, async (link, stop) =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            FamilyFacts facts = link.Facts!;
            if (link.Case is not { IsOpen: true } || facts.AwayUntil is not null)
            {
                return true; // The link is good for its one matter only; the page says how that stands.
            }

            DateTimeOffset local = now.ToOffset(facts.Settings.UtcOffset);
            DateTimeOffset until = new(local.Date.AddDays(days) + _endsAt, local.Offset);

            // The newest row may be minutes old, and the absence has to cover the moment the rules stand at.
            DateTimeOffset from = facts.LastReading < now ? facts.LastReading.Value : now;
            audit.Record(http, AuditEntry.Act, $"by the link of contact {link.Step + 1}: absence until {until:O}", [facts.Thing]);
            return await register.DeclareAsync(facts.Thing.Id, new Absence(from, until, $"contact {link.Step + 1}"), stop) is RegisterOutcome.Done or RegisterOutcome.Stored;
        });
    }

    private static async Task<IResult> ActAsync(string token, HttpContext http, FamilyReader reader, Func<FamilyLink, CancellationToken, Task<bool>> act)
    {
        FamilyLink link = await reader.ReadAsync(token, http.RequestAborted);
        if (link.State != FamilyLinkState.Open)
        {
            return Page(link, link.State == FamilyLinkState.Silent ? 503 : 404, http);
        }

        return await act(link, http.RequestAborted)
            ? new SeeOther($"/f/{token}") // So that a reload does not send the form again.
            : Page(link with { State = FamilyLinkState.Silent }, 503, http);
    }

    /// <summary>Recorded before it is done: what cannot be recorded is not done.</summary>
    private static async Task<bool> TakeCareAsync(string token, HttpContext http, FamilyReader reader, IAudit audit, FamilyLink link, CancellationToken stop)
    {
        audit.Record(http, AuditEntry.Act, $"by the link of contact {link.Step + 1}: takes care", [link.Case!.Thing]);
        return (await reader.TakeCareAsync(token, link.Step, stop)).State != FamilyLinkState.Silent;
    }

    private static ContentHttpResult Page(FamilyLink link, int status, HttpContext http)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return TypedResults.Content(FamilyPage.Render(link, http.Request.RouteValues["token"]?.ToString() ?? "").Html, "text/html; charset=utf-8", statusCode: status);
    }

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
