using System.Text.Json;
using Confluent.Kafka;
using Realtime.Benchmarks.Contestants;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Benchmarks.Peers;

/// <summary>How a peer reads the log.</summary>
internal enum PeerReader
{
    /// <summary>Record by record, System.Text.Json into classes, one message per reading.</summary>
    Plain,

    /// <summary>Up to 512 records at once, the product's codec, one message per thing and batch.</summary>
    Batched,
}

/// <summary>
/// A framework with an actor or grain per thing, fed by one thread that reads the log and waits when too many readings are under way.
/// </summary>
internal abstract class FrameworkContestant(Arena arena, PeerReader reader) : IContestant
{
    private const int SensorTopic = 1;

    /// <summary>Readings handed over and not judged; above it the reading thread waits.</summary>
    private const int UnderWayMax = 50_000;

    private readonly StripedCount _count = new();
    private readonly ManualResetEvent _never = new(false);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<LogEntry> _entries = [];
    private readonly Dictionary<string, List<PeerPoint>> _batch = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public long Readings => _count.Sum;

    public Exception? Fault { get; private set; }

    protected Arena Arena => arena;

    protected PeerCity City { get; private set; } = null!;

    public Task PrepareAsync()
    {
        City = new PeerCity(PeerRegistry.Read(arena), new PeerAlerts(arena), _count);
        return StartFrameworkAsync();
    }

    public Task StartAsync()
    {
        new Thread(Run) { IsBackground = true, Name = "reader" }.Start();
        return Task.CompletedTask;
    }

    public async Task SettledAsync()
    {
        await _done.Task;
        City.Alerts.Flush();
    }

    public virtual ValueTask DisposeAsync()
    {
        _never.Dispose();
        City.Alerts.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Brings the framework up, without any thing.</summary>
    protected abstract Task StartFrameworkAsync();

    /// <summary>Makes things before the first reading, where a framework would otherwise mix up the first readings of a thing.</summary>
    protected virtual void Awaken()
    {
    }

    /// <summary>Sends a reading to its thing, one way.</summary>
    protected abstract void Deliver(PeerReading reading);

    /// <summary>Sends readings of one thing to it, one way.</summary>
    protected abstract void Deliver(PeerBatch batch);

    /// <summary>Ends the run; for faults in things.</summary>
    protected void Fail(Exception fault) => Fault ??= fault;

    private void Run()
    {
        try
        {
            Awaken();
            using IConsumer<Ignore, byte[]> consumer = PeerLog.Open(arena, Topics.Sensor);
            for (long delivered = 0; delivered < arena.Load.Total;)
            {
                delivered += reader == PeerReader.Plain ? TakePlain(consumer) : TakeBatch(consumer);
                WaitUntilUnderWay(delivered, UnderWayMax);
            }

            WaitUntilUnderWay(arena.Load.Total, 0);
            _done.SetResult();
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    private void WaitUntilUnderWay(long delivered, long most)
    {
        while (delivered - _count.Sum > most && Fault is null)
        {
            _never.WaitOne(1);
        }
    }

    private int TakePlain(IConsumer<Ignore, byte[]> consumer)
    {
        byte[] value = consumer.Consume(Timeout.Infinite).Message.Value;
        if (arena.Load.Frame == 1)
        {
            Deliver(JsonSerializer.Deserialize<PeerReading>(value)!);
            return 1;
        }

        PeerFrame frame = JsonSerializer.Deserialize<PeerFrame>(value)!;
        foreach (PeerReading reading in frame.Readings)
        {
            Deliver(reading);
        }

        return frame.Readings.Count;
    }

    private int TakeBatch(IConsumer<Ignore, byte[]> consumer)
    {
        _entries.Clear();
        ConsumeResult<Ignore, byte[]>? record = consumer.Consume(Timeout.Infinite);
        for (int records = 0; record is not null; record = ++records < Limits.BatchRecordsMax ? consumer.Consume(TimeSpan.Zero) : null)
        {
            TelemetryCodec.Decode(SensorTopic, record.Partition.Value, arena.Load.Partitions, default, record.Message.Value, record.Offset.Value, _now, _entries);
        }

        _batch.Clear();
        foreach (LogEntry entry in _entries)
        {
            SensorReading reading = (SensorReading)entry.Item.Reading!;
            if (!_batch.TryGetValue(reading.ThingId, out List<PeerPoint>? points))
            {
                _batch[reading.ThingId] = points = new List<PeerPoint>(1);
            }

            points.Add(new PeerPoint(reading.Time.UtcTicks, reading.Value.GetValueOrDefault()));
        }

        foreach ((string id, List<PeerPoint> points) in _batch)
        {
            Deliver(new PeerBatch { Id = id, Points = points });
        }

        return _entries.Count;
    }
}
