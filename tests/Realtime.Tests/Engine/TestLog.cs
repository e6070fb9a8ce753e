using System.Collections.Concurrent;
using Akka.Actor;
using Realtime.Actors.Ports;
using Realtime.Domain;

namespace Realtime.Tests.Engine;

/// <summary>An append-only log in memory with Kafka's shape: topics, partitions, offsets. It outlives any node that reads it.</summary>
public sealed class TestLog(int partitions, string id = "log-1")
{
    private readonly ConcurrentDictionary<(string Topic, int Partition), List<LogItem>> _records = new();

    public string Id { get; } = id;

    public int Partitions { get; } = partitions;

    public void Append(Reading reading, int? partition = null) =>
        Append(Topics.For(reading.Kind), partition ?? Partitioning.PartitionOf(reading.ThingId, Partitions), new LogItem { Reading = reading });

    public void Append(Registration registration) =>
        Append(Topics.Registry, Partitioning.PartitionOf(registration.Key.Id, Partitions), new LogItem { Registration = registration });

    /// <summary>A heartbeat goes behind the readings it vouches for, to every partition of the topic.</summary>
    public void Append(string topic, ChannelBeat beat)
    {
        for (int partition = 0; partition < Partitions; partition++)
        {
            Append(topic, partition, new LogItem { Beat = beat });
        }
    }

    public void Append(string topic, int partition, LogItem item)
    {
        List<LogItem> records = Records(topic, partition);
        lock (records)
        {
            records.Add(item);
        }
    }

    public int Count(string topic, int partition)
    {
        List<LogItem> records = Records(topic, partition);
        lock (records)
        {
            return records.Count;
        }
    }

    public IReadOnlyList<LogEntry> Read(string topic, int partition, long offset, int max)
    {
        List<LogItem> records = Records(topic, partition);
        lock (records)
        {
            return [.. records.Skip((int)offset).Take(max).Select((item, index) => new LogEntry(offset + index, 0, item))];
        }
    }

    private List<LogItem> Records(string topic, int partition) => _records.GetOrAdd((topic, partition), _ => []);
}

/// <summary>Delivers a <see cref="TestLog"/> the way the Kafka reader does: a batch per acknowledgement, the registry first.</summary>
public sealed class TestIngest(TestLog log, ActorSystem system, int batchMax) : IIngestPort
{
    public string LogId => log.Id;

    public int Partitions => log.Partitions;

    public IIngestSubscription Subscribe(int partition, IReadOnlyList<long> nextOffsets, IActorRef target) =>
        new Subscription(system.ActorOf(Props.Create(() => new Pump(log, partition, nextOffsets.ToArray(), target, batchMax))));

    private sealed class Subscription(IActorRef pump) : IIngestSubscription
    {
        public void Commit(IReadOnlyList<long> nextOffsets)
        {
        }

        public Task StopAsync() => pump.GracefulStop(TimeSpan.FromSeconds(5));
    }

    private sealed class Pump(TestLog log, int partition, long[] next, IActorRef target, int batchMax) : UntypedActor, IWithTimers
    {
        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => target.Tell(IngestInit.Instance);

        protected override void OnReceive(object message)
        {
            for (int topic = 0; topic < next.Length; topic++)
            {
                long from = Math.Max(0, next[topic]);
                IReadOnlyList<LogEntry> entries = log.Read(Topics.Inputs[topic], partition, from, batchMax);
                if (entries.Count > 0)
                {
                    next[topic] = from + entries.Count;
                    target.Tell(new IngestBatch(topic, entries, next[topic], TimeProvider.System.GetUtcNow()));
                    return;
                }
            }

            Timers.StartSingleTimer("poll", IngestAck.Instance, TimeSpan.FromMilliseconds(5));
        }
    }
}
