using Realtime.Domain;

namespace Realtime.Actors.Partitions;

/// <summary>
/// A partition's share of the areas. Counted from the views of its things when somebody asks, at most once per tick: the hot path knows
/// nothing of areas, and nothing about them is stored that could disagree with the things.
/// </summary>
public sealed class AreaViews(PartitionViews views)
{
    private readonly Dictionary<AreaDivision, IReadOnlyList<AreaTally>> _counted = [];

    /// <summary>A new tick: what was counted is old.</summary>
    public void Forget() => _counted.Clear();

    public IReadOnlyList<AreaTally> All(AreaDivision by)
    {
        if (!_counted.TryGetValue(by, out IReadOnlyList<AreaTally>? known))
        {
            _counted[by] = known = AreaTally.Of(views.All(), by);
        }

        return known;
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
