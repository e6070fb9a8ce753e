using System.Globalization;
using Realtime.Cluster.Access;
using Realtime.Cluster.Audit;
using Realtime.Cluster.Settings;

namespace Realtime.Cluster.Http;

/// <summary>
/// <c>GET /api/v1/audit?day=2026-11-23</c>: the lines of one day that this node wrote, newest first. Its lines name callers and things of
/// every municipality, so only callers of no single one read it.
/// </summary>
public static class AuditEndpoints
{
    private const int TakeMax = 10_000;

    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/audit", (HttpContext http, AuditSettings settings, IAudit audit, TimeProvider clock) =>
    {
        string text = http.Request.Query["day"].ToString();
        DateOnly day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (text.Length > 0 && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return Results.Problem("day is a date such as 2026-11-23.", statusCode: StatusCodes.Status400BadRequest, title: "Wrong query");
        }

        audit.Record(http, AuditEntry.Act, $"read the audit of {day:yyyy-MM-dd}");
        string? file = FileAudit.Files(settings.Directory).FirstOrDefault(file => Path.GetFileName(file) == FileAudit.NameOf(day));
        (string File, int Line)? broken = AuditChain.FirstBroken(settings.Directory);
        return Results.Ok(new AuditAnswer(
            file is null ? [] : [.. AuditChain.Read(file).Reverse().Take(TakeMax)],
            broken is { } place ? $"{Path.GetFileName(place.File)} line {place.Line}" : null));
    }).Needs(Policies.Oversee).Describe("readAudit", "Audit", "One day of this node's audit, newest first, and where its chain is broken.").Query("day", "UTC date; default today").Produces<AuditAnswer>();
}

/// <summary>Lines of the audit.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Broken">The first line that was changed or does not follow on the one before; null = none.</param>
public sealed record AuditAnswer(IReadOnlyList<AuditEntry> Entries, string? Broken);
