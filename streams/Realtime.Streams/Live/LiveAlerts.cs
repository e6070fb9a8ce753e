using System.Threading.Channels;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Streams.Live;

/// <summary>
/// Tails the alerts topic with one consumer per node, remembers the last changes for those who resume, and gives each change to every
/// listener. The places are offsets, so a listener may go on at another node.
/// </summary>
public sealed class LiveAlerts : ILiveAlerts, IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<LiveAlert> _kept = new();
    private readonly List<Listener> _listeners = [];
    private readonly long[] _first;
    private readonly long[] _next;
    private readonly long[] _end;
    private readonly KafkaSettings _settings;
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _stop = new();

    public LiveAlerts(KafkaSettings settings, ILogger log)
    {
        _settings = settings;
        _log = log;
        _first = new long[settings.Partitions];
        _next = new long[settings.Partitions];
        _end = new long[settings.Partitions];
        _thread = new Thread(Run) { Name = "live-alerts", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Completes when the end of the topic is known: what comes then is live.</summary>
    public Task Ready => _ready.Task;

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ILiveListener? Listen(string? from)
    {
        lock (_lock)
        {
            if (_listeners.Count >= Limits.LiveListenersMax || !_ready.Task.IsCompletedSuccessfully)
            {
                return null;
            }

            LivePlace? asked = from is null ? null : LivePlace.Parse(from, _settings.Partitions);

            // What stood in the topic when this node began to read may not have been read yet.
            long[] now = [.. _next.Zip(_end, Math.Max)];
            bool gap = from is not null && (asked is null || asked.Next.Where((next, partition) => next < _first[partition] || next > now[partition]).Any());
            Listener listener = new(this, gap || asked is null ? LivePlace.Of(now) : asked, gap);
            foreach (LiveAlert alert in gap || asked is null ? [] : _kept.Where(alert => alert.Offset >= asked.Next[alert.Partition]))
            {
                listener.Offer(alert);
            }

            _listeners.Add(listener);
            return listener;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        lock (_lock)
        {
            _listeners.ToList().ForEach(listener => listener.End());
        }

        _stop.Dispose();
    }

    private void Run()
    {
        using IConsumer<byte[]?, byte[]?> consumer = new ConsumerBuilder<byte[]?, byte[]?>(ClientConfigs.Live(_settings))
            .SetErrorHandler((_, error) => _log.LogWarning("live changes: {Reason}", error.Reason))
            .SetLogHandler((_, line) => _log.LogDebug("librdkafka {Facility}: {Message}", line.Facility, line.Message))
            .Build();
        while (!_stop.IsCancellationRequested && !TryBegin(consumer))
        {
            _stop.Token.WaitHandle.WaitOne(Pause);
        }

        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(Poll) is { IsPartitionEOF: false } result)
                {
                    Take(result);
                }
            }
            catch (KafkaException fault)
            {
                _log.LogWarning("live changes: {Reason}", fault.Error.Reason);
            }
        }

        consumer.Close();
    }

    /// <summary>Begins a little before the end, so that who was connected to another node a moment ago misses nothing here.</summary>
    private bool TryBegin(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            long share = Limits.LiveChangesKept / _settings.Partitions;
            for (int partition = 0; partition < _settings.Partitions; partition++)
            {
                WatermarkOffsets marks = consumer.QueryWatermarkOffsets(new TopicPartition(Topics.Alerts, partition), Ask);
                _end[partition] = marks.High.Value;
                _first[partition] = _next[partition] = Math.Max(marks.Low.Value, marks.High.Value - share);
            }

            consumer.Assign(_next.Select((offset, partition) => new TopicPartitionOffset(Topics.Alerts, partition, offset)));
            _ready.TrySetResult();
            return true;
        }
        catch (KafkaException fault)
        {
            _log.LogWarning("live changes cannot be read yet: {Reason}", fault.Error.Reason);
            return false;
        }
    }

    private void Take(ConsumeResult<byte[]?, byte[]?> result)
    {
        AlertChange? change = null;
        try
        {
            change = AlertCodec.Decode(result.Message.Value);
        }
        catch (FormatException fault)
        {
            _log.LogWarning("a record of the alerts topic cannot be read: {Reason}", fault.Message);
        }

        lock (_lock)
        {
            _next[result.Partition.Value] = result.Offset.Value + 1;
            if (change is null)
            {
                return;
            }

            LiveAlert alert = new(result.Partition.Value, result.Offset.Value, change);
            _kept.Enqueue(alert);
            if (_kept.Count > Limits.LiveChangesKept)
            {
                LiveAlert oldest = _kept.Dequeue();
                _first[oldest.Partition] = oldest.Offset + 1;
            }

            _listeners.ToList().ForEach(listener => listener.Offer(alert));
        }
    }

    private sealed class Listener(LiveAlerts owner, LivePlace place, bool gap) : ILiveListener
    {
        private readonly Channel<LiveAlert> _channel = Channel.CreateBounded<LiveAlert>(Limits.LiveChangesKept + Limits.LiveChangesWaitingMax);

        public ChannelReader<LiveAlert> Changes => _channel.Reader;

        public LivePlace Place { get; } = place;

        public bool Gap { get; } = gap;

        /// <summary>One that does not keep up is cut off; it comes back with its place.</summary>
        public void Offer(LiveAlert alert)
        {
            if (!_channel.Writer.TryWrite(alert))
            {
                End();
            }
        }

        public void End() => _channel.Writer.TryComplete();

        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._listeners.Remove(this);
            }

            End();
        }
    }
}
