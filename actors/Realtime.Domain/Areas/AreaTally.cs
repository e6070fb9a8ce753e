namespace Realtime.Domain;

/// <summary>How many things of a kind have a status.</summary>
public sealed record AreaCount(ThingKind Kind, string Status, long Count);

/// <summary>
/// What is happening in one area, over all kinds. Numbers are of the things that can be seen: what is silent or unobservable is counted in
/// <see cref="Unseen"/> and its last number is not taken for the present.
/// </summary>
public sealed record AreaTally
{
    /// <summary>Code within its division; empty = the things whose place is not known.</summary>
    public required string Code { get; init; }

    public IReadOnlyList<AreaCount> Counts { get; init; } = [];

    /// <summary>Things in all.</summary>
    public long Things { get; init; }

    /// <summary>Things with an open alert.</summary>
    public long InAlert { get; init; }

    /// <summary>Things that are silent or cannot be seen.</summary>
    public long Unseen { get; init; }

    /// <summary>Worst level of an open alert; 0 = none.</summary>
    public int Level { get; init; }

    /// <summary>River and tide stations per level they stand in; index = level 0 to 5.</summary>
    public IReadOnlyList<long> Stages { get; init; } = [0, 0, 0, 0, 0, 0];

    /// <summary>People counted in the newest intervals; null = nobody counts here.</summary>
    public double? People { get; init; }

    /// <summary>People in open shelters that say how many; null = none says.</summary>
    public double? Evacuees { get; init; }

    /// <summary>Places in those shelters whose capacity is known.</summary>
    public double? Capacity { get; init; }

    /// <summary>Most rain, mm/h; null = no gauge.</summary>
    public double? RainMaxMmPerH { get; init; }

    /// <summary>Tallies of the same area from several partitions, in one.</summary>
    public static AreaTally Merge(IEnumerable<AreaTally> parts) => parts.Aggregate((one, other) => new AreaTally
    {
        Code = one.Code,
        Counts = [.. one.Counts.Concat(other.Counts).GroupBy(count => (count.Kind, count.Status))
            .Select(group => new AreaCount(group.Key.Kind, group.Key.Status, group.Sum(count => count.Count)))
            .OrderBy(count => count.Kind).ThenBy(count => count.Status, StringComparer.Ordinal)],
        Things = one.Things + other.Things,
        InAlert = one.InAlert + other.InAlert,
        Unseen = one.Unseen + other.Unseen,
        Level = Math.Max(one.Level, other.Level),
        Stages = [.. one.Stages.Zip(other.Stages, (a, b) => a + b)],
        People = Sum(one.People, other.People),
        Evacuees = Sum(one.Evacuees, other.Evacuees),
        Capacity = Sum(one.Capacity, other.Capacity),
        RainMaxMmPerH = one.RainMaxMmPerH is { } rain && other.RainMaxMmPerH is { } more ? Math.Max(rain, more) : one.RainMaxMmPerH ?? other.RainMaxMmPerH,
    });

    /// <summary>Tallies of all areas of a division, in the order of their codes.</summary>
    public static IReadOnlyList<AreaTally> Of(IEnumerable<ThingView> things, AreaDivision division) =>
        [.. things.GroupBy(thing => Areas.CodeOf(thing, division), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Count(group.Key, [.. group]))];

    private static AreaTally Count(string code, ThingView[] things)
    {
        ThingView[] seen = [.. things.Where(thing => !IsUnseen(thing))];
        long[] stages = new long[6];
        foreach (ThingView station in seen.Where(thing => Field(thing, Fields.StageLevel) is not null))
        {
            stages[Math.Clamp((int)Field(station, Fields.StageLevel)!.Value, 0, 5)]++;
        }

        return new AreaTally
        {
            Code = code,
            Counts = [.. things.CountBy(thing => (thing.Key.Kind, thing.Status)).Select(count => new AreaCount(count.Key.Kind, count.Key.Status, count.Value))
                .OrderBy(count => count.Kind).ThenBy(count => count.Status, StringComparer.Ordinal)],
            Things = things.Length,
            InAlert = things.Count(thing => thing.Level > 0),
            Unseen = things.Length - seen.Length,
            Level = things.Max(thing => thing.Level),
            Stages = stages,
            People = Sum(seen.Select(thing => Field(thing, Fields.PeopleCount))),
            Evacuees = Sum(seen.Where(IsOpen).Select(thing => Field(thing, Fields.Evacuees))),
            Capacity = Sum(seen.Where(thing => IsOpen(thing) && Field(thing, Fields.Evacuees) is not null).Select(thing => Field(thing, Fields.CapacityPersons))),
            RainMaxMmPerH = seen.Select(thing => Field(thing, Fields.RainMmPerH)).Max(),
        };
    }

    /// <summary>The words of the views for a thing that cannot be seen.</summary>
    private static bool IsUnseen(ThingView thing) => thing.Status is "silent" or "unobservable" or "retired";

    private static bool IsOpen(ThingView shelter) => Field(shelter, Fields.Open) is 1;

    private static double? Field(ThingView thing, string name)
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

    private static double? Sum(double? one, double? other) => one is { } a && other is { } b ? a + b : one ?? other;

    private static double? Sum(IEnumerable<double?> numbers) => numbers.Aggregate((double?)null, Sum);
}
