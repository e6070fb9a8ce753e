using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql;
using Realtime.Benchmarks.Contestants;
using Realtime.Cluster.Engine;

namespace Realtime.Benchmarks.Peers;

/// <summary>
/// B6: the textbook event-sourced twin: B3 with PersistAsync per reading, in the same SQLite journal with the same guarantees as ours
/// (write-ahead log, synchronous FULL). The state changes when the event is stored.
/// </summary>
internal sealed class AkkaPersistentThings(Arena arena) : AkkaThings(arena, PeerReader.Plain)
{
    protected override Config Settings
    {
        get
        {
            Directory.CreateDirectory(Arena.Directory);
            return JournalConfig.Sqlite(Path.Combine(Arena.Directory, "journal.db"), Path.Combine(Arena.Directory, "snapshots.db"))
                .WithFallback("akka.persistence.max-concurrent-recoveries = 50")
                .WithFallback(SqlPersistence.DefaultConfiguration);
        }
    }

    protected override Props PropsOf(string id) => Props.Create(() => new ThingActor(id, City, Fail));

    private sealed class ThingActor : ReceivePersistentActor
    {
        private readonly Action<Exception> _fail;

        public ThingActor(string id, PeerCity city, Action<Exception> fail)
        {
            _fail = fail;
            PersistenceId = id;
            PeerThing thing = new(id, city);
            Recover<PeerReading>(thing.Take);
            Command<PeerReading>(reading => PersistAsync(reading, thing.Take));
        }

        public override string PersistenceId { get; }

        protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => _fail(cause);
    }
}
