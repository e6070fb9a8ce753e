using System.Globalization;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Streams.Canaries;

/// <summary>The far end: reads every partition of the canary topic from now on and remembers when the newest canary of each was sent.</summary>
internal sealed class CanaryReader : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly Dictionary<string, int> _partitions;
    private readonly ILogger _log;
    private readonly long[] _sentTicks;
    private readonly Thread _thread;
    private volatile bool _stop;

    /// <param name="settings">How to reach Kafka.</param>
    /// <param name="ids">The canary of each partition.</param>
    /// <param name="start">Their age counts from here until one has come out.</param>
    /// <param name="log">For operators.</param>
    public CanaryReader(KafkaSettings settings, string[] ids, DateTimeOffset start, ILogger log)
    {
        _log = log;
        _partitions = ids.Select((id, partition) => (id, partition)).ToDictionary(pair => pair.id, pair => pair.partition, StringComparer.Ordinal);
        _sentTicks = [.. ids.Select(_ => start.UtcTicks)];
        for (int partition = 0; partition < ids.Length; partition++)
        {
            Show(partition, start);
        }

        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(ClientConfigs.Canary(settings))
            .SetErrorHandler((_, error) => log.LogDebug("canary: {Reason}", error.Reason))
            .SetLogHandler((_, line) => log.LogDebug("librdkafka {Facility}: {Message}", line.Facility, line.Message))
            .Build();
        _consumer.Assign(ids.Select((_, partition) => new TopicPartitionOffset(Topics.Canary, new Partition(partition), Offset.End)));
        _thread = new Thread(Run) { Name = "canary-reader", IsBackground = true };
        _thread.Start();
    }

    /// <summary>When the newest canary of the partition with the oldest one was sent.</summary>
    public DateTimeOffset Oldest => new(Volatile.Read(ref _sentTicks[OldestPartition]), TimeSpan.Zero);

    public int OldestPartition
    {
        get
        {
            int oldest = 0;
            for (int partition = 1; partition < _sentTicks.Length; partition++)
            {
                oldest = Volatile.Read(ref _sentTicks[partition]) < Volatile.Read(ref _sentTicks[oldest]) ? partition : oldest;
            }

            return oldest;
        }
    }

    public void Dispose()
    {
        _stop = true;
        _thread.Join();
        _consumer.Close();
        _consumer.Dispose();
    }

    private void Run()
    {
        while (!_stop)
        {
            try
            {
                if (_consumer.Consume(Poll) is { } result && CanaryRecord.Decode(result.Message.Value) is { } canary && _partitions.TryGetValue(canary.Id, out int partition))
                {
                    Take(partition, canary.SentAt);
                }
            }
            catch (KafkaException e)
            {
                _log.LogDebug("canary: {Reason}", e.Error.Reason);
            }
        }
    }

    private void Take(int partition, DateTimeOffset sentAt)
    {
        if (sentAt.UtcTicks > Volatile.Read(ref _sentTicks[partition])) // Those of other nodes come too, and repeats after a restart.
        {
            Volatile.Write(ref _sentTicks[partition], sentAt.UtcTicks);
            Show(partition, sentAt);
        }
    }

    private static void Show(int partition, DateTimeOffset sentAt) =>
        StreamMetrics.CanarySent.WithLabels(partition.ToString(CultureInfo.InvariantCulture)).Set((sentAt - DateTimeOffset.UnixEpoch).TotalSeconds);
}
