using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Feeding;

/// <summary>The alert changes that have to come out, worked out while the readings are sent.</summary>
internal sealed class Oracle(Workload load)
{
    private readonly AlertSet _expected = new();
    private readonly StageCell[] _cells = new StageCell[load.Things];
    private readonly StageEdges[] _edges = [.. Enumerable.Range(0, load.Things).Select(thing => StageEdges.Of(City.ThresholdsOf(thing)))];

    public int Changes => _expected.Count;

    public string Hash => _expected.Hash;

    /// <summary>A reading was sent; returns whether it changes an alert.</summary>
    public bool Note(in Sample sample)
    {
        if (!_cells[sample.Thing].Take(_edges[sample.Thing], sample.Value, sample.Time.UtcTicks, out StageChange change))
        {
            return false;
        }

        _expected.Add(City.Id(sample.Thing), change);
        return true;
    }
}
