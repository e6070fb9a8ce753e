namespace Realtime.Domain;

/// <summary>A zone on whose wrong side a vehicle is.</summary>
/// <param name="Zone">The zone's name; empty for the corridor.</param>
/// <param name="From">Event time of the first position there.</param>
/// <param name="Counts">It has been there for the zone's dwell.</param>
public sealed record ZoneWatch(string Zone, DateTimeOffset From, bool Counts);

/// <summary>The zones on whose wrong side a vehicle is, in the order of the registry; equal by content.</summary>
public sealed record ZoneBook(IReadOnlyList<ZoneWatch> Watches)
{
    public ZoneWatch? Of(string zone) => Watches.FirstOrDefault(watch => watch.Zone == zone);

    public bool Equals(ZoneBook? other) => other is not null && Watches.SequenceEqual(other.Watches);

    public override int GetHashCode() => Watches.Count;
}
