using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>What one look at the city found. Null parts did not answer in time.</summary>
/// <param name="Time">Clock of this node when it looked.</param>
/// <param name="Query">Which things were asked for.</param>
/// <param name="Facts">About the node itself.</param>
/// <param name="City">Counts, things, channels.</param>
/// <param name="Alerts">Open alerts, worst first.</param>
/// <param name="ReadingsPerSecond">Readings applied per second over the last seconds; null when not known yet.</param>
/// <param name="LagRecords">Records in the log that this node has not taken yet; null when not known yet.</param>
public sealed record PageModel(
    DateTimeOffset Time,
    CityQuery Query,
    NodeFacts Facts,
    CityView? City,
    IReadOnlyList<AlertView>? Alerts,
    double? ReadingsPerSecond,
    long? LagRecords)
{
    /// <summary>Districts; null = they did not answer in time.</summary>
    public AreasView? Areas { get; init; }

    /// <summary>Event time of the city: what every open channel vouches for; while none is open, where the last one ended.</summary>
    public DateTimeOffset? EventTime => EventTimeOf(City?.Channels);

    /// <summary>Things other than channels.</summary>
    public long Things => City?.Counts.Where(count => count.Kind != ThingKind.Channel).Sum(count => count.Count) ?? 0;

    /// <summary>See <see cref="EventTime"/>.</summary>
    public static DateTimeOffset? EventTimeOf(IReadOnlyList<ChannelStatus>? channels)
    {
        if (channels is null or { Count: 0 })
        {
            return null;
        }

        ChannelStatus[] open = [.. channels.Where(channel => channel.State == "open")];
        return open.Length > 0 ? open.Min(channel => channel.Watermark) : channels.Max(channel => channel.Watermark);
    }
}
