using Realtime.Actors.City;
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
    private readonly Dictionary<AreaDivision, CostlyAnswer<IReadOnlyList<AreaTally>>> _whole = [];
    private readonly Dictionary<(AreaDivision By, Sight Sight), IReadOnlyList<AreaTally>> _seen = [];

    /// <summary>A new tick: what was counted for those who see a part is old.</summary>
    public void Forget() => _seen.Clear();

    public IReadOnlyList<AreaTally> All(AreaDivision by, Sight? sight)
    {
        if (sight is null)
        {
            return Whole(by).Get(() => AreaTally.Of(views.All(), by));
        }

        if (!_seen.TryGetValue((by, sight), out IReadOnlyList<AreaTally>? known))
        {
            _seen[(by, sight)] = known = AreaTally.Of(views.All(sight), by);
        }

        return known;
    }

    private CostlyAnswer<IReadOnlyList<AreaTally>> Whole(AreaDivision by)
    {
        if (!_whole.TryGetValue(by, out CostlyAnswer<IReadOnlyList<AreaTally>>? known))
        {
            _whole[by] = known = new(partitions, clock);
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
