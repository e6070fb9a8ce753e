using Realtime.Benchmarks.Workloads;

namespace Realtime.Benchmarks.Peers;

/// <summary>What an actor or grain of a peer holds: its thresholds and the state of the rule by hand.</summary>
internal sealed class PeerThing(string id, PeerCity city)
{
    private readonly StageEdges _edges = city.Edges[id];
    private StageCell _stage;

    public void Take(PeerReading reading)
    {
        Take(reading.Time.UtcTicks, reading.Value);
        city.Count.Add(1);
    }

    public void Take(PeerBatch batch)
    {
        foreach (PeerPoint point in batch.Points)
        {
            Take(point.Ticks, point.Value);
        }

        city.Count.Add(batch.Points.Count);
    }

    private void Take(long ticks, double value)
    {
        if (_stage.Take(_edges, value, ticks, out StageChange change))
        {
            city.Alerts.Publish(id, change);
        }
    }
}

/// <summary>What all things of a peer share.</summary>
/// <param name="Edges">Thresholds by id.</param>
/// <param name="Alerts">Takes changes.</param>
/// <param name="Count">Readings judged.</param>
internal sealed record PeerCity(IReadOnlyDictionary<string, StageEdges> Edges, PeerAlerts Alerts, StripedCount Count);
