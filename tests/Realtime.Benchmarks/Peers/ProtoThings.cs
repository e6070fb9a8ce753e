using Proto;
using Realtime.Benchmarks.Contestants;

namespace Realtime.Benchmarks.Peers;

/// <summary>
/// B5: Proto.Actor: a local actor per thing, found in a dictionary and sent to one way. Its virtual actors (Proto.Cluster) would go through a
/// proxy per message; this is the faster way, so the comparison does not flatter us.
/// </summary>
internal sealed class ProtoThings(Arena arena, PeerReader reader) : FrameworkContestant(arena, reader)
{
    private readonly ActorSystem _system = new();
    private readonly Dictionary<string, PID> _things = new(StringComparer.Ordinal);

    public override async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override Task StartFrameworkAsync() => Task.CompletedTask;

    protected override void Deliver(PeerReading reading) => _system.Root.Send(Of(reading.Id), reading);

    protected override void Deliver(PeerBatch batch) => _system.Root.Send(Of(batch.Id), batch);

    /// <summary>Called by the reading thread only.</summary>
    private PID Of(string id)
    {
        if (!_things.TryGetValue(id, out PID? thing))
        {
            _things[id] = thing = _system.Root.Spawn(Props.FromProducer(() => new ThingActor(id, City)));
        }

        return thing;
    }

    private sealed class ThingActor(string id, PeerCity city) : IActor
    {
        private readonly PeerThing _thing = new(id, city);

        public Task ReceiveAsync(IContext context)
        {
            switch (context.Message)
            {
                case PeerReading reading:
                    _thing.Take(reading);
                    break;
                case PeerBatch batch:
                    _thing.Take(batch);
                    break;
            }

            return Task.CompletedTask;
        }
    }
}
