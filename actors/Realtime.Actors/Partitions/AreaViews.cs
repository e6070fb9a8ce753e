using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// A partition's share of the areas. Counted from the views of its things when somebody asks: the hot path knows
/// nothing of areas, and nothing about them is stored that could disagree with the things.
/// </summary>
/// <param name="views">Of the things.</param>
/// <param name="partitions">Of the city.</param>
/// <param name="clock">To know what an answer costs.</param>
public sealed class AreaViews(PartitionViews views, int partitions, TimeProvider clock)
{
    private readonly Dictionary<AreaDivision, CostlyAnswer<IReadOnlyList<AreaTally>>> _counted = [];

    public IReadOnlyList<AreaTally> All(AreaDivision by)
    {
        if (!_counted.TryGetValue(by, out CostlyAnswer<IReadOnlyList<AreaTally>>? known))
        {
            _counted[by] = known = new(partitions, clock);
        }

        return known.Get(() => AreaTally.Of(views.All(), by));
    }

    /// <summary>One area with its things, worst first.</summary>
    public PartitionArea One(AreaDivision by, string code, int take, bool active)
    {
        ThingView[] inside = [.. views.All().Where(thing => Areas.CodeOf(thing, by) == code)];
        return new PartitionArea(
            active,
            AreaTally.Of(inside, by).SingleOrDefault(),
            [.. inside.OrderByDescending(thing => thing.Level).ThenBy(thing => thing.Key).Take(take)],
            [.. inside.Where(thing => thing.Level > 0).Select(thing => thing.Key)]);
    }
}
