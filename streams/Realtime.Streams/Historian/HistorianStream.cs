using Akka;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Realtime.Domain;
using Realtime.Streams.Codec;
using Realtime.Streams.Kafka;

namespace Realtime.Streams.Historian;

/// <summary>
/// Results and alerts from Kafka into the time-series store, at the store's own pace: alerting never waits for it. Offsets are
/// committed only after the store has the points, so a crash repeats points and repeats change nothing.
/// </summary>
public sealed class HistorianStream : IAsyncDisposable
{
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly KafkaSettings _settings;
    private readonly SharedProducer _deadLetters;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly HistorianReader _reader;
    private readonly PointWriter _writer;
    private readonly NewestOnly _newest;
    private readonly ActorMaterializer _materializer;
    private readonly Task _running;

    /// <summary>Starts at once.</summary>
    /// <param name="settings">How to reach Kafka.</param>
    /// <param name="store">Where points go.</param>
    /// <param name="deadLetters">For what the store refuses.</param>
    /// <param name="system">Where the stream runs.</param>
    /// <param name="clock">For waits.</param>
    /// <param name="log">For operators.</param>
    /// <param name="coalesceAbove">Waiting records above which positions and people counts are thinned; 0 = never.</param>
    public HistorianStream(
        KafkaSettings settings, ITimeSeriesWriter store, SharedProducer deadLetters, ActorSystem system, TimeProvider clock, ILogger log, long coalesceAbove = 0)
    {
        _newest = new NewestOnly(coalesceAbove);
        settings.Validate();
        _settings = settings;
        _deadLetters = deadLetters;
        _clock = clock;
        _log = log;
        _writer = new PointWriter(store, RefuseAsync, clock, log);
        _reader = new HistorianReader(settings, log);
        _materializer = ActorMaterializer.Create(system);
        _running = ChannelSource.FromReader(_reader.Records)
            .GroupedWeightedWithin(Limits.HistorianPointsPerWriteMax, GatherFor, static record => record.Weight)
            .SelectAsync(1, WriteAsync)
            .RunWith(Sink.Ignore<NotUsed>(), _materializer);
        _ = _running.ContinueWith(
            run => log.LogError(run.Exception, "the historian ended; the time series stand still until this node starts again"),
            _stop.Token,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
    }

    /// <summary>
    /// Waits until everything that stood in the topics at the time of the call is in the store, for a clean stop; false when that
    /// did not happen in time (nothing is lost then, the next start goes on).
    /// </summary>
    public async Task<bool> DrainAsync(TimeSpan atMost)
    {
        long started = _clock.GetTimestamp();
        IReadOnlyList<TopicPartitionOffset>? ends = null;
        while (_clock.GetElapsedTime(started) < atMost)
        {
            try
            {
                ends ??= await Task.Run(() => _reader.Ends(_settings.Partitions));
                if (await Task.Run(() => _reader.HasCommitted(ends)))
                {
                    return true;
                }
            }
            catch (KafkaException)
            {
                // The broker is away for the moment; the time limit decides.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), _clock);
        }

        return false;
    }

    /// <summary>Stops without waiting for the store; what is under way is written again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.Run(_reader.StopPolling);
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        _reader.Dispose();
        _materializer.Dispose();
        _stop.Dispose();
    }

    private async Task<NotUsed> WriteAsync(IEnumerable<HistorianRecord> batch)
    {
        HistorianRecord[] records = [.. batch];
        foreach (HistorianRecord unreadable in records.Where(r => r.Lines is null))
        {
            await RefuseAsync(unreadable, unreadable.Fault!);
        }

        HistorianRecord[] readable = _newest.Of([.. records.Where(r => r.Lines is not null)], _reader.Lag);
        if (readable.Length > 0)
        {
            await _writer.WriteAsync(readable, _stop.Token);
        }

        _reader.Commit(records);
        return NotUsed.Instance;
    }

    private async Task RefuseAsync(HistorianRecord record, string reason)
    {
        StreamMetrics.Rejected(RejectReason.StoreRefused);
        string? key = record.Key is null ? null : System.Text.Encoding.UTF8.GetString(record.Key);
        ReadOnlyMemory<byte> refused = record.Lines?.Text ?? record.Value;
        byte[] kept = refused[..Math.Min(refused.Length, Limits.DeadLetterBytesMax)].ToArray();
        var place = new Position(record.At.Offset.Value, record.FirstLine);
        byte[] letter = DeadLetterCodec.Encode(new DeadLetter(
            record.At.Topic, record.At.Partition.Value, place, new Rejection(RejectReason.StoreRefused, reason, kept, key)));
        while (await _deadLetters.ProduceAsync(Topics.DeadLetter, record.Key, letter, headers: null, _stop.Token) is { } failure)
        {
            _log.LogWarning("historian: no dead letter could be written ({Reason}); trying again", failure);
            await Task.Delay(GatherFor, _clock, _stop.Token);
        }
    }
}
