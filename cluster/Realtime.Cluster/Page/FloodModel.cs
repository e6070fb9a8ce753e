using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Cluster.Page;

/// <summary>What the flood page shows. Null parts did not answer in time, or are not for this caller.</summary>
/// <param name="City">What the caller sees of the city; null = it is still being looked through.</param>
/// <param name="Channels">Channels that stand still; null = they did not answer.</param>
/// <param name="Messages">Messages to devices, newest first; null = not for this caller.</param>
/// <param name="Trends">Levels of the last hours; null = the store is away.</param>
/// <param name="Facts">About the node.</param>
public sealed record FloodModel(
    SeenCity? City,
    IReadOnlyList<ChannelStatus>? Channels,
    IReadOnlyList<MessageView>? Messages,
    IReadOnlyDictionary<ThingKey, IReadOnlyList<(DateTimeOffset Time, double Value)>>? Trends,
    NodeFacts Facts)
{
    private const double RisingFromCm = 1;

    /// <summary>Gauges that can be seen and are in a stage or rising, the most pressing first: stage, time to the next one, rate.</summary>
    public IReadOnlyList<ThingView> Pressing { get; } = City is null ? [] :
        [.. Gauges(City).Where(gauge => !IsUnseen(gauge) && (gauge.Level > 1 || Number(gauge, Fields.StageLevel) > 0 || Number(gauge, Fields.RiseCmPer10Min) >= RisingFromCm))
            .OrderByDescending(gauge => Math.Max(gauge.Level, Number(gauge, Fields.StageLevel) ?? 0))
            .ThenBy(gauge => Number(gauge, Fields.NextStageMin) ?? double.MaxValue)
            .ThenByDescending(gauge => Number(gauge, Fields.RiseCmPer10Min) ?? double.MinValue)
            .ThenBy(gauge => gauge.Key)];

    /// <summary>Gauges and rain gauges that cannot be seen: their last level stands first, because it may still hold.</summary>
    public IReadOnlyList<ThingView> Unseen { get; } = City is null ? [] :
        [.. City.Things.Where(thing => thing.Type is "river_level" or "tide_level" or "rain" && IsUnseen(thing)).OrderByDescending(thing => thing.Level).ThenBy(thing => thing.LastReading ?? DateTimeOffset.MinValue).ThenBy(thing => thing.Key)];

    /// <summary>Gauges in all.</summary>
    public int GaugeCount { get; } = City is null ? 0 : Gauges(City).Count();

    /// <summary>Rain gauges that can be seen and have rain, most first.</summary>
    public IReadOnlyList<ThingView> Rain { get; } = City is null ? [] :
        [.. City.Things.Where(thing => thing.Type == "rain" && !IsUnseen(thing) && Number(thing, Fields.RainMmPerH) > 0).OrderByDescending(thing => Number(thing, Fields.RainMmPerH)).ThenBy(thing => thing.Key)];

    /// <summary>Shelters that are open, or lie in a hazard that is active: those in alert first, then the fullest.</summary>
    public IReadOnlyList<ThingView> Shelters { get; } = City is null ? [] :
        [.. City.Things.Where(thing => thing.Key.Kind == ThingKind.Shelter && (Number(thing, Fields.Open) is 1 || HazardOf(thing).Length > 0))
            .OrderByDescending(thing => thing.Level).ThenByDescending(thing => HazardOf(thing).Length > 0).ThenByDescending(thing => Number(thing, Fields.OccupancyRatio) ?? -1).ThenBy(thing => thing.Key)];

    /// <summary>A present number of a thing; null = it has none.</summary>
    public static double? Number(ThingView thing, string name)
    {
        foreach (ResultField field in thing.Fields)
        {
            if (field.Name == name)
            {
                return field.Value;
            }
        }

        return null;
    }

    /// <summary>What a shelter's own words say of active hazards; "" = none is.</summary>
    public static string HazardOf(ThingView shelter) =>
        shelter.Detail.IndexOf("; active: ", StringComparison.Ordinal) is var at and >= 0 ? shelter.Detail[(at + 2)..] : "";

    /// <summary>The words of the views for a gauge whose number is not of now.</summary>
    public static bool IsUnseen(ThingView thing) =>
        thing.Status is "silent" or "unobservable" or "gauge fault" or "no reading yet" or "no good value yet" || thing.Status.StartsWith("missing", StringComparison.Ordinal);

    private static IEnumerable<ThingView> Gauges(SeenCity city) => city.Things.Where(thing => thing.Type is "river_level" or "tide_level" && thing.Status != "retired");
}
