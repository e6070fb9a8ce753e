using Confluent.Kafka;
using Realtime.Benchmarks.Workloads;
using Realtime.Domain;
using Realtime.Streams.Codec;

namespace Realtime.Benchmarks.Feeding;

/// <summary>Puts registrations and readings of a workload into the log, in order, with the product's own encoder.</summary>
internal sealed class Sender : IDisposable
{
    private readonly Workload _load;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly List<Reading>[] _frames;
    private readonly byte[][] _keys;
    private readonly int[] _homes;

    /// <param name="servers">The broker.</param>
    /// <param name="load">What to send.</param>
    /// <param name="linger">How long a record waits for company. A fetch brings one batch per partition, so a log that is drained wants large ones.</param>
    public Sender(string servers, Workload load, TimeSpan linger)
    {
        _load = load;
        _keys = [.. Enumerable.Range(0, load.Things).Select(thing => System.Text.Encoding.UTF8.GetBytes(City.Id(thing)))];
        _homes = [.. _keys.Select(key => Partitioning.PartitionOf(key, load.Partitions))];
        _frames = [.. Enumerable.Range(0, load.Partitions).Select(_ => new List<Reading>(load.Frame))];
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = servers,
            EnableIdempotence = true,
            CompressionType = CompressionType.Lz4,
            LingerMs = linger.TotalMilliseconds,
            BatchSize = 1_000_000,
            BatchNumMessages = 10_000,
            QueueBufferingMaxMessages = 400_000,
            QueueBufferingMaxKbytes = 256 * 1024,
            EnableDeliveryReports = false,
            MessageTimeoutMs = 0,
        }).Build();
    }

    /// <summary>Registers every thing.</summary>
    public void Register()
    {
        for (int thing = 0; thing < _load.Things; thing++)
        {
            Send(Topics.Registry, _homes[thing], _keys[thing], TelemetryEncoder.Encode(City.Register(thing)));
        }

        Flush();
    }

    /// <summary>Sends a reading, or keeps it until its frame is full.</summary>
    public void Send(in Sample sample)
    {
        SensorReading reading = new()
        {
            ThingId = City.Id(sample.Thing),
            Time = sample.Time,
            Type = SensorType.Scalar,
            Value = sample.Value,
            Unit = City.Unit,
        };
        int home = _homes[sample.Thing];
        if (_load.Frame == 1)
        {
            Send(Topics.Sensor, home, _keys[sample.Thing], TelemetryEncoder.Encode(reading));
            return;
        }

        List<Reading> frame = _frames[home];
        frame.Add(reading);
        if (frame.Count == _load.Frame)
        {
            SendFrame(home, _keys[sample.Thing]);
        }
    }

    /// <summary>Sends frames that are not full and waits until the broker has everything.</summary>
    public void Flush()
    {
        for (int home = 0; home < _frames.Length; home++)
        {
            if (_frames[home].Count > 0)
            {
                SendFrame(home, System.Text.Encoding.UTF8.GetBytes(_frames[home][0].ThingId));
            }
        }

        _producer.Flush(Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _producer.Dispose();

    private void SendFrame(int home, byte[] key)
    {
        Send(Topics.Sensor, home, key, TelemetryEncoder.EncodeFrame(_frames[home]));
        _frames[home].Clear();
    }

    private void Send(string topic, int partition, byte[] key, byte[] value)
    {
        Message<byte[], byte[]> message = new() { Key = key, Value = value };
        while (true)
        {
            try
            {
                _producer.Produce(new TopicPartition(topic, partition), message);
                return;
            }
            catch (ProduceException<byte[], byte[]> full) when (full.Error.Code == Confluent.Kafka.ErrorCode.Local_QueueFull)
            {
                _producer.Poll(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
