using Realtime.Cluster.Access;
using Realtime.Domain;

namespace Realtime.Cluster.Audit;

/// <summary>The append-only record of who did and read what.</summary>
public interface IAudit
{
    /// <summary>Writes one line; returns when it is on disk.</summary>
    /// <exception cref="AuditException">It could not be written: what was to be shown must not be shown.</exception>
    void Write(AuditEntry entry);
}

/// <summary>The audit could not be written.</summary>
public sealed class AuditException(string message, Exception cause) : Exception(message, cause);

/// <summary>Lines about requests.</summary>
public static class AuditExtensions
{
    /// <summary>Writes a line about a request.</summary>
    /// <param name="audit">Where.</param>
    /// <param name="http">The request.</param>
    /// <param name="what">One of the constants of <see cref="AuditEntry"/>.</param>
    /// <param name="detail">A few words more.</param>
    /// <param name="things">What it is about.</param>
    /// <param name="municipality">Owner of the things.</param>
    public static void Record(this IAudit audit, HttpContext http, string what, string detail, IEnumerable<ThingKey>? things = null, string municipality = "")
    {
        Caller caller = Caller.Of(http);
        TimeProvider clock = http.RequestServices.GetRequiredService<TimeProvider>();
        audit.Write(new AuditEntry(
            clock.GetUtcNow(), caller.Name, caller.Role.ToString(), caller.Way, http.Connection.RemoteIpAddress?.ToString() ?? "", what,
            [.. (things ?? []).Select(thing => thing.ToString())], municipality, detail.Length > 0 ? $"{AddressOf(http)}: {detail}" : AddressOf(http)));
    }

    /// <summary>Records that households of these things are shown to the caller; nothing when none is among them.</summary>
    public static void RecordHouseholds(this IAudit audit, HttpContext http, IEnumerable<ThingKey> things, string detail = "")
    {
        ThingKey[] homes = [.. things.Where(thing => thing.Kind == ThingKind.Household).Distinct().Order()];
        if (homes.Length > 0)
        {
            audit.Record(http, AuditEntry.ReadHousehold, detail, homes);
        }
    }

    /// <summary>The address without what may be a secret: the pattern of the route, with its values except tokens.</summary>
    private static string AddressOf(HttpContext http)
    {
        string pattern = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no such address";
        IEnumerable<string> values = http.Request.RouteValues.Where(pair => pair.Key != "token").Select(pair => $"{pair.Key}={pair.Value}");
        return string.Join(' ', [http.Request.Method, pattern, .. values]);
    }
}
