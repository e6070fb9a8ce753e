using System.Collections.Concurrent;
using System.Diagnostics;
using Confluent.Kafka;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Tests.Support;

namespace Realtime.Integration.Tests.Cluster;

/// <summary>
/// A reading into every partition ten times a second, and an ear at the results: it knows of every reading whether and when its result
/// came out, so it measures from outside how long a partition is silent, and that nothing is lost.
/// </summary>
internal sealed class PartitionProbe : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly string[] _things;
    private readonly ConcurrentDictionary<(int Partition, long Time), long> _unanswered = new();
    private readonly ConcurrentQueue<Answer>[] _answers;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Task _sending;
    private readonly Task _listening;
    private long _mark = Stopwatch.GetTimestamp();

    /// <param name="bootstrap">The broker.</param>
    /// <param name="partitions">Of every topic.</param>
    public PartitionProbe(string bootstrap, int partitions)
    {
        _things = [.. Enumerable.Range(0, partitions).Select(partition => ThingOf(partition, partitions))];
        _answers = [.. Enumerable.Range(0, partitions).Select(_ => new ConcurrentQueue<Answer>())];
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = bootstrap,
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = 0,
            MessageTimeoutMs = 0,
        }).SetLogHandler((_, _) => { }).Build();
        _consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = "probe",
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchQueueBackoffMs = 5,
            FetchWaitMaxMs = 10,
        }).SetLogHandler((_, _) => { }).Build();
        _consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(Topics.Results, partition, Offset.Beginning)));
        _listening = Task.Run(Listen);
        _sending = Task.Run(SendAsync);
    }

    /// <param name="SentAt">Stopwatch ticks.</param>
    /// <param name="At">Stopwatch ticks.</param>
    private sealed record Answer(long SentAt, long At);

    /// <summary>Readings sent so far.</summary>
    public int Sent { get; private set; }

    /// <summary>Begins a new measurement.</summary>
    public void Mark() => _mark = Stopwatch.GetTimestamp();

    /// <summary>Waits until every partition has answered a reading that was sent after the mark, and says how long that took, the slowest partition last.</summary>
    public async Task<TimeSpan[]> AllAnswerAsync(TimeSpan timeout, Func<string> found)
    {
        await Eventually.TrueAsync("every partition answers a reading sent after the mark", () => _answers.All(answers => answers.Any(IsNew)), timeout, found);
        return [.. _answers.Select(answers => Stopwatch.GetElapsedTime(_mark, answers.First(IsNew).At)).Order()];
    }

    /// <summary>Longest time without an answer since the mark, per partition.</summary>
    public TimeSpan[] Silences() => [.. _answers.Select(Silence)];

    /// <summary>Waits until the result of every reading sent so far has come out.</summary>
    public Task NothingLostAsync(TimeSpan timeout, Func<string> found)
    {
        (int, long)[] sent = [.. _unanswered.Keys];
        return Eventually.TrueAsync(
            "every reading sent so far has its result", () => !sent.Any(_unanswered.ContainsKey), timeout, () => $"{sent.Count(_unanswered.ContainsKey)} readings without a result\n{found()}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_sending, _listening);
        _producer.Dispose();
        _consumer.Dispose();
        _stop.Dispose();
    }

    /// <summary>Some id that belongs to the partition.</summary>
    public static string ThingOf(int partition, int partitions, string prefix = "probe") =>
        Enumerable.Range(0, int.MaxValue).Select(number => $"{prefix}-{number}").First(id => Partitioning.PartitionOf(id, partitions) == partition);

    private bool IsNew(Answer answer) => answer.SentAt >= _mark;

    private TimeSpan Silence(ConcurrentQueue<Answer> answers)
    {
        long[] moments = [_mark, .. answers.Select(answer => answer.At).Where(at => at > _mark), Stopwatch.GetTimestamp()];
        return moments.Zip(moments.Skip(1), (from, to) => Stopwatch.GetElapsedTime(from, to)).Max();
    }

    private async Task SendAsync()
    {
        using PeriodicTimer timer = new(s_interval);
        while (!_stop.IsCancellationRequested)
        {
            for (int partition = 0; partition < _things.Length; partition++)
            {
                Send(partition);
            }

            await timer.WaitForNextTickAsync(_stop.Token).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void Send(int partition)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        SensorReading reading = new() { ThingId = _things[partition], Time = now, Type = SensorType.Scalar, Value = Sent, Unit = "1" };
        _unanswered[(partition, now.ToUnixTimeMilliseconds())] = Stopwatch.GetTimestamp();
        _producer.Produce(
            new TopicPartition(Topics.Sensor, partition),
            new Message<byte[], byte[]> { Key = System.Text.Encoding.UTF8.GetBytes(reading.ThingId), Value = TelemetryEncoder.Encode(reading) });
        Sent++;
    }

    private void Listen()
    {
        while (!_stop.IsCancellationRequested)
        {
            if (_consumer.Consume(TimeSpan.FromMilliseconds(20)) is { } record)
            {
                foreach (ResultPoint point in ResultLines.Decode(record.Message.Value))
                {
                    Hear(record.Partition.Value, point);
                }
            }
        }
    }

    private void Hear(int partition, ResultPoint point)
    {
        if (point.Measurement == Measurements.Scalar
            && point.Thing.Id == _things[partition]
            && _unanswered.TryRemove((partition, point.Time.ToUnixTimeMilliseconds()), out long sentAt))
        {
            _answers[partition].Enqueue(new Answer(sentAt, Stopwatch.GetTimestamp()));
        }
    }
}
