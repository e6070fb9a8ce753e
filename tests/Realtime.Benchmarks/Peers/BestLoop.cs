using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Benchmarks.Peers;

/// <summary>
/// B1, the best loop: the product's codec, things and machines in one thread, without actors, epochs, time series and Kafka's way out: the
/// upper bound of what this product's own rules can reach.
/// </summary>
internal sealed class BestLoop(Arena arena) : LoopContestant(arena)
{
    private const int SensorTopic = 1;

    private static readonly IThingMachine Machine = ThingMachines.For(ThingKind.Sensor);

    private readonly IProducer<Null, byte[]> _producer = PeerLog.OpenAlerts(arena);
    private readonly List<LogEntry> _entries = [];
    private readonly StepOutput _output = new();
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private Dictionary<string, Thing> _registered = [];
    private Dictionary<string, Thing> _things = [];
    private bool _publish;

    public override Task PrepareAsync()
    {
        _registered = Register();
        return base.PrepareAsync();
    }

    public override ValueTask DisposeAsync()
    {
        _producer.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void Begin(bool publish)
    {
        _publish = publish;
        _things = new Dictionary<string, Thing>(_registered, StringComparer.Ordinal);
    }

    protected override int Judge(ConsumeResult<Ignore, byte[]> record)
    {
        _entries.Clear();
        TelemetryCodec.Decode(SensorTopic, record.Partition.Value, Arena.Load.Partitions, default, record.Message.Value, record.Offset.Value, _now, _entries);
        foreach (LogEntry entry in _entries)
        {
            Reading reading = entry.Item.Reading!;
            _things[reading.ThingId] = _things[reading.ThingId].Take(Machine, reading, entry.Position, null, _output, out _);
            if (_output.Alerts.Count > 0 && _publish)
            {
                Send(record.Partition.Value);
            }

            _output.Clear();
        }

        return _entries.Count;
    }

    protected override void Publish() => _producer.Flush(Timeout.InfiniteTimeSpan);

    private void Send(int partition)
    {
        foreach (AlertChange change in _output.Alerts)
        {
            _producer.Produce(new TopicPartition(Topics.Alerts, partition), new Message<Null, byte[]> { Value = AlertCodec.Encode(change) });
        }
    }

    private Dictionary<string, Thing> Register()
    {
        Dictionary<string, Thing> things = new(Arena.Load.Things, StringComparer.Ordinal);
        using IConsumer<Ignore, byte[]> consumer = PeerLog.Open(Arena, Topics.Registry);
        for (int ends = 0; ends < Arena.Load.Partitions;)
        {
            ConsumeResult<Ignore, byte[]> record = consumer.Consume();
            if (record.IsPartitionEOF)
            {
                ends++;
                continue;
            }

            _entries.Clear();
            TelemetryCodec.Decode(0, record.Partition.Value, Arena.Load.Partitions, default, record.Message.Value, record.Offset.Value, _now, _entries);
            Registration registration = _entries[0].Item.Registration!;
            things[registration.Key.Id] = Thing.New(registration.Key, Machine)
                .Register(Machine, registration, _entries[0].Position, null, _output);
        }

        _output.Clear();
        return things;
    }
}
