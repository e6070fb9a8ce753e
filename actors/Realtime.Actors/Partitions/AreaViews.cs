using Realtime.Actors.City;
using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// A partition's share of the areas. Counted from the views of its things when somebody asks, at most once per tick: the hot path knows
/// nothing of areas, and nothing about them is stored that could disagree with the things.
/// </summary>
public sealed class AreaViews(PartitionViews views)
{
    private readonly Dictionary<(AreaDivision By, Sight? Sight), IReadOnlyList<AreaTally>> _counted = [];

    /// <summary>A new tick: what was counted is old.</summary>
    public void Forget() => _counted.Clear();

    public IReadOnlyList<AreaTally> All(AreaDivision by, Sight? sight)
    {
        if (!_counted.TryGetValue((by, sight), out IReadOnlyList<AreaTally>? known))
        {
            _counted[(by, sight)] = known = AreaTally.Of(views.All(sight), by);
        }

        return known;
    }

    /// <summary>One area with its things, worst first.</summary>
    public PartitionArea One(GetPartitionArea query, bool active)
    {
        ThingView[] inside = [.. views.All(query.Sight).Where(thing => Areas.CodeOf(thing, query.By) == query.Code)];
        return new PartitionArea(
            active,
            AreaTally.Of(inside, query.By).SingleOrDefault(),
            [.. inside.OrderByDescending(thing => thing.Level).ThenBy(thing => thing.Key).Take(query.Take)],
            [.. inside.Where(thing => thing.Level > 0).Select(thing => thing.Key)]);
    }
}
