using Realtime.Cluster.Access;
using Realtime.Domain;

namespace Realtime.Cluster.Audit;

/// <summary>
/// A live page asks anew every few seconds. A household that the same caller, at the same address, has seen on the same page within a quarter
/// of an hour is not recorded again, so a line says "has it on the screen from now on, for up to a quarter of an hour". Another page shows
/// something else of it, and the same key in another place is another person: both have a line of their own.
/// </summary>
public sealed class HouseholdGlances(IAudit audit, TimeProvider clock)
{
    private const int RememberedMax = 100_000;
    private static readonly TimeSpan _lasts = TimeSpan.FromMinutes(15);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Who, GlancedPage Page, ThingKey Home), DateTimeOffset> _seen = [];

    /// <summary>Records what is new on a caller's screen.</summary>
    /// <param name="http">The request.</param>
    /// <param name="page">The page that renews itself.</param>
    /// <param name="things">What is on it.</param>
    /// <exception cref="AuditException">It could not be written.</exception>
    public void Record(HttpContext http, GlancedPage page, IEnumerable<ThingKey> things)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Caller caller = Caller.Of(http);
        string who = $"{caller.Way} {caller.Name} {http.Connection.RemoteIpAddress}";
        ThingKey[] fresh;
        lock (_lock)
        {
            fresh = [.. things.Where(thing => thing.Kind == ThingKind.Household && !(_seen.TryGetValue((who, page, thing), out DateTimeOffset at) && now - at < _lasts)).Distinct()];
        }

        audit.RecordHouseholds(http, fresh, "on the page for up to 15 min");
        lock (_lock)
        {
            if (_seen.Count + fresh.Length > RememberedMax)
            {
                _seen.Clear();
            }

            foreach (ThingKey home in fresh)
            {
                _seen[(who, page, home)] = now;
            }
        }
    }
}

/// <summary>What renews itself and may show households.</summary>
public enum GlancedPage
{
    /// <summary>The city's page.</summary>
    City,

    /// <summary>The page of one alert.</summary>
    Alert,

    /// <summary>The page of one thing.</summary>
    Thing,

    /// <summary>The stream of changes.</summary>
    Events,
}
