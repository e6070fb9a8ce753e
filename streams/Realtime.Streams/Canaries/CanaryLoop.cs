using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Streams.Canaries;

/// <summary>
/// Sends a canary through every partition at an interval and sees which ones come out: broker, reader, partition, things (a stuck segment
/// holds it back), epoch, desk, publisher, broker. When each of them has come out lately, <c>alive</c> is called: whoever listens there
/// and hears nothing knows that the product is not working, whatever it says of itself. Every node does so for all partitions.
/// </summary>
public sealed class CanaryLoop : IAsyncDisposable
{
    /// <summary>Intervals after which a canary that has not come out counts as lost.</summary>
    private const int LateIntervals = 3;

    private readonly CancellationTokenSource _stop = new();
    private readonly SharedProducer _producer;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly string[] _ids;
    private readonly bool[] _underWay;
    private readonly CanaryReader _reader;
    private readonly Func<CancellationToken, Task> _alive;
    private readonly Task _running;
    private bool _late;

    /// <summary>Starts at once.</summary>
    /// <param name="settings">How to reach Kafka.</param>
    /// <param name="producer">The node's own.</param>
    /// <param name="interval">Between two canaries of a partition.</param>
    /// <param name="alive">Called once per interval while all partitions are alive.</param>
    /// <param name="clock">For their age.</param>
    /// <param name="log">For operators.</param>
    public CanaryLoop(KafkaSettings settings, SharedProducer producer, TimeSpan interval, Func<CancellationToken, Task> alive, TimeProvider clock, ILogger log)
    {
        _producer = producer;
        _interval = interval;
        _alive = alive;
        _clock = clock;
        _log = log;
        _ids = Canary.IdsOf(settings.Partitions);
        _underWay = new bool[_ids.Length];
        _reader = new CanaryReader(settings, _ids, clock.GetUtcNow(), log);
        _running = Task.Run(RunAsync);
    }

    /// <summary>How long ago the canary that came out last was sent, of the partition where that is longest.</summary>
    public TimeSpan OldestAge => _clock.GetUtcNow() - _reader.Oldest;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Task.Run(_reader.Dispose);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Send();
                await Task.Delay(_interval, _clock, _stop.Token);
                await JudgeAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault)
            {
                _log.LogWarning("Canary: {Reason}", fault.Message);
            }
        }
    }

    private void Send()
    {
        for (int partition = 0; partition < _ids.Length; partition++)
        {
            int mine = partition;
            if (!Volatile.Read(ref _underWay[mine])) // What the broker has not taken yet does not pile up behind it.
            {
                Volatile.Write(ref _underWay[mine], true);
                byte[] value = CanaryRecord.Encode(new Canary(_ids[mine], _clock.GetUtcNow()));
                _producer.Produce(new TopicPartition(Topics.Sensor, Partition.Any), Encoding.UTF8.GetBytes(_ids[mine]), value, _ => Volatile.Write(ref _underWay[mine], false));
            }
        }
    }

    private async Task JudgeAsync()
    {
        bool late = OldestAge > _interval * LateIntervals;
        if (late != _late)
        {
            _late = late;
            _log.LogWarning("Canary: {State}", late ? $"partition {_reader.OldestPartition} has let none out for {OldestAge.TotalSeconds:0} s" : "every partition lets them out again");
        }

        if (!late)
        {
            await _alive(_stop.Token);
        }
    }
}
