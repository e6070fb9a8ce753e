using Realtime.Cluster.Access;
using Realtime.Domain;

namespace Realtime.Cluster.Audit;

/// <summary>
/// The live page asks anew every two seconds. A household that the same caller has seen on it within a quarter of an hour is not recorded
/// again, so a line says "has it on the screen from now on, for up to a quarter of an hour".
/// </summary>
public sealed class HouseholdGlances(IAudit audit, TimeProvider clock)
{
    private const int RememberedMax = 100_000;
    private static readonly TimeSpan _lasts = TimeSpan.FromMinutes(15);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Who, ThingKey Home), DateTimeOffset> _seen = [];

    /// <summary>Records what is new on a caller's screen.</summary>
    /// <exception cref="AuditException">It could not be written.</exception>
    public void Record(HttpContext http, IEnumerable<ThingKey> things)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Caller caller = Caller.Of(http);
        string who = $"{caller.Way} {caller.Name}";
        ThingKey[] fresh;
        lock (_lock)
        {
            fresh = [.. things.Where(thing => thing.Kind == ThingKind.Household && !(_seen.TryGetValue((who, thing), out DateTimeOffset at) && now - at < _lasts)).Distinct()];
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
                _seen[(who, home)] = now;
            }
        }
    }
}
